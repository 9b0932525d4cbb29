/** The check scripts trust the authorities that the MLflow client trusts, as behind a proxy that inspects TLS. */
import { readFile, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH, REGISTRY_ORIGIN, TRACKING_PATH } from '../../endpoint.ts';
import { makeCertificate } from '../../health/testing/certificate.ts';
import { VENV_PYTHON } from '../../machine/paths.js';
import { listen } from '../../machine/ports.ts';
import { testFolder } from '../../machine/testing/folder.ts';

import { EXAMPLES, runProgram } from './program.ts';

const certificate = makeCertificate('localhost', new Date(Date.now() + 3_600_000));
const REPORT = JSON.stringify({ serviceId: 'mlflow', status: 'pass', notes: [], checks: {} });
const server = https.createServer(certificate, (request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(request.url === HEALTH_PATH ? REPORT : '{}');
});
/** One search by the MLflow client for each of these variables, and one with none: loading the client takes seconds. */
const MLFLOW = `
import json, os, sys, mlflow
outcomes = {}
for variable in ["", *sys.argv[2:]]:
    os.environ.update({variable: sys.argv[1]} if variable else {})
    try:
        mlflow.search_experiments(max_results=1)
        outcomes[variable] = "ok"
    except Exception as error:
        outcomes[variable] = str(error)
    os.environ.pop(variable, None) if variable else None
print(json.dumps(outcomes))
`;
const folder = await testFolder('trust');
let origin: string;
let authority: string;

beforeAll(async () => {
  origin = `https://localhost:${(await listen(server)).port}`;
  authority = path.join(folder, 'company.pem');
  await writeFile(authority, certificate.cert);
  const source = await readFile(path.join(EXAMPLES, 'check-connection', 'check.py'), 'utf8');
  await writeFile(path.join(folder, 'check.py'), source.replaceAll(REGISTRY_ORIGIN, origin));
});
afterAll(() => void server.close());

const VARIABLES = ['MLFLOW_TRACKING_SERVER_CERT_PATH', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'];

const PROGRAMS: Readonly<Record<string, () => string[]>> = {
  'check.py': () => [path.join(folder, 'check.py')],
  'health_gate.py': () => [path.join(EXAMPLES, 'health-gate', 'health_gate.py'), '--attempts', '1'],
};

function run(program: () => string[], trusted: Record<string, string>) {
  return runProgram([VENV_PYTHON, ...program()], {
    HOME: folder,
    MLFLOW_TRACKING_URI: `${origin}${TRACKING_PATH}`,
    MLFLOW_TRACKING_TOKEN: `hk_dev_${'x'.repeat(32)}`,
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0',
    ...trusted,
  });
}

describe.each(Object.entries(PROGRAMS))('%s', (_name, program) => {
  it.each(VARIABLES)('trusts the authorities that %s names', { timeout: 30_000 }, async (variable) => {
    expect(await run(program, { [variable]: authority })).toMatchObject({ code: 0 });
  });

  it('trusts no other', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await run(program, {});
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain('CERTIFICATE_VERIFY_FAILED');
  });
});

describe('the MLflow client', () => {
  let outcomes: unknown;

  beforeAll(async () => {
    outcomes = JSON.parse((await run(() => ['-c', MLFLOW, authority, ...VARIABLES], {})).stdout);
  }, 60_000);

  it.each(VARIABLES)('trusts the authorities that %s names', (variable) => {
    expect(outcomes).toMatchObject({ [variable]: 'ok' });
  });

  it('trusts no other', () => {
    expect(outcomes).toMatchObject({ '': expect.stringContaining('CERTIFICATE_VERIFY_FAILED') });
  });
});

it.each(Object.keys(PROGRAMS))('%s names a bundle that does not exist', async (name) => {
  const program = PROGRAMS[name];
  const missing = { REQUESTS_CA_BUNDLE: path.join(folder, 'nothing.pem') };
  const { stdout, stderr } = await run(program ?? (() => []), missing);
  expect({ stdout, stderr }).toEqual({
    stdout: expect.stringMatching(/REQUESTS_CA_BUNDLE names .*nothing\.pem, which doesn't exist/),
    stderr: '',
  });
});
