/** `examples/check-connection/check.py` names exactly what is wrong, whatever it is. */
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { HEALTH_PATH, PLACEHOLDER_KEY, TRACKING_PATH } from '../../endpoint.ts';
import { ROOT, VENV_PYTHON } from '../../machine/paths.js';
import { freePort, LOOPBACK } from '../../machine/ports.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { copyExample } from '../../snippets/runner/sandbox.ts';
import { serve } from '../../stack/testServers.ts';

const { docsOrigin, registryOrigin, trackingUri, key } = inject('stack');
const OTHER_KEY = `hk_dev_${'x'.repeat(32)}`;
const OUTAGE = {
  status: 'fail',
  checks: { server: [{ status: 'pass' }], tracking: [{ status: 'fail' }], registry: [{ status: 'fail' }] },
};
const PASSWORD_ONLY = { '.mlflow/credentials': '[mlflow]\nmlflow_tracking_password = secret\n' };
const CREDENTIALS = {
  '.mlflow/credentials': '[mlflow]\nmlflow_tracking_username = ada\nmlflow_tracking_password = secret\n',
};

interface Reader {
  /** Settings over the right ones. */
  env?: Record<string, string>;
  /** Files of the home. */
  home?: Record<string, string>;
  /** The registry that the program knows. */
  origin?: string;
}

/** Runs the program as a reader with these settings would. */
async function check({ env = {}, home = {}, origin = registryOrigin }: Reader = {}) {
  const folder = await testFolder('reader', onTestFinished);
  await copyExample(path.join(ROOT, 'examples/check-connection'), folder, {
    docsOrigin,
    registryOrigin: origin,
    key,
  });
  for (const [name, content] of Object.entries(home)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content, { mode: 0o600 });
  }
  const right = { MLFLOW_TRACKING_URI: `${origin}${TRACKING_PATH}`, MLFLOW_TRACKING_TOKEN: key };
  const child = spawn(VENV_PYTHON, ['check.py'], { cwd: folder, env: { HOME: folder, ...right, ...env } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  expect(errors).toBe('');
  for (const secret of [key, OTHER_KEY]) expect(output).not.toContain(secret);
  return { code, lines: output.trimEnd().split('\n') };
}

const unset = (name: string) => ({ env: { [name]: '' } });
const uri = (value: string) => ({ env: { MLFLOW_TRACKING_URI: value } });
const asIs = (value: string) => `MLFLOW_TRACKING_URI is '${value}'. Set it to ${trackingUri}`;

describe('check.py', () => {
  it('finds nothing wrong where nothing is', async () => {
    const lines = ['address: ok', 'key: ok', 'endpoint: ok', 'access: ok'];
    expect(await check()).toEqual({ code: 0, lines });
    expect(await check(uri(`${trackingUri}/`))).toEqual({ code: 0, lines });
  });

  it.each([
    [
      'no tracking URI',
      unset('MLFLOW_TRACKING_URI'),
      `MLFLOW_TRACKING_URI is not set. Set it to ${trackingUri}`,
    ],
    [
      'another host',
      uri('https://registry.example.com/api/mlflow'),
      asIs('https://registry.example.com/api/mlflow'),
    ],
    ['the host alone', uri(registryOrigin), asIs(registryOrigin)],
    ['the older path', uri(`${registryOrigin}/mlflow`), asIs(`${registryOrigin}/mlflow`)],
    ['a path too much', uri(`${trackingUri}/api/2.0/mlflow`), asIs(`${trackingUri}/api/2.0/mlflow`)],
  ])('names the address: %s', async (_name, reader, message) => {
    expect(await check(reader)).toEqual({ code: 1, lines: [`address: ${message}`] });
  });

  it.each<[string, Reader, RegExp]>([
    ['none', unset('MLFLOW_TRACKING_TOKEN'), /TOKEN is not set/],
    ['the placeholder', { env: { MLFLOW_TRACKING_TOKEN: PLACEHOLDER_KEY } }, /isn't an API key/],
    ['a line break at its end', { env: { MLFLOW_TRACKING_TOKEN: `${OTHER_KEY}\n` } }, /isn't an API key/],
    [
      'hidden by a user name and a password',
      { env: { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: 'secret' } },
      /USERNAME and MLFLOW_TRACKING_PASSWORD override/,
    ],
    ['hidden by the credentials file', { home: CREDENTIALS }, /credentials overrides/],
    [
      'hidden by a user name in the environment and a password in the file',
      { env: { MLFLOW_TRACKING_USERNAME: 'ada' }, home: PASSWORD_ONLY },
      /credentials overrides/,
    ],
    [
      'hidden by a file that MLflow fails on',
      { home: { '.mlflow/credentials': 'ada\n' } },
      /can't be parsed/,
    ],
    [
      'hidden by .netrc',
      { home: { '.netrc': 'default login ada password secret\n' } },
      /netrc file overrides/,
    ],
  ])('names the key: %s', async (_name, reader, message) => {
    const { code, lines } = await check(reader);
    expect([code, lines.length, lines[0]]).toEqual([1, 2, 'address: ok']);
    expect(lines[1]).toMatch(/^key: /);
    expect(lines[1]).toMatch(message);
  });

  it.each<[string, Reader]>([
    ['a user name alone', { env: { MLFLOW_TRACKING_USERNAME: 'ada' } }],
    ['a password alone, in the credentials file', { home: PASSWORD_ONLY }],
    ['a credentials file of another purpose', { home: { '.mlflow/credentials': '[other]\nname = x\n' } }],
  ])('lets %s pass, as the client does', async (_name, reader) => {
    expect((await check(reader)).code).toBe(0);
  });

  it('tells that nothing answers', async () => {
    const { code, lines } = await check({ origin: `http://${LOOPBACK}:${await freePort()}` });
    expect([code, lines.at(-1)]).toEqual([1, expect.stringMatching(/^endpoint: Can't reach .*refused/)]);
  });

  it.each([
    ['the failing checks of a report', JSON.stringify(OUTAGE), 'tracking, registry'],
    ['the status when there is no report', '<html></html>', '503'],
  ])('tells of an outage: %s', async (_name, body, said) => {
    const server = await serve(
      http.createServer((request, response) => {
        expect(request.url).toBe(HEALTH_PATH);
        response.writeHead(503).end(body);
      }),
    );
    const { code, lines } = await check({ origin: server.origin });
    expect([code, lines.at(-1)]).toEqual([
      1,
      `endpoint: Hokusai has an outage: ${said}. Your settings aren't the cause. Wait.`,
    ]);
  });

  it('passes on what the endpoint says to the key', async () => {
    const { code, lines } = await check({ env: { MLFLOW_TRACKING_TOKEN: OTHER_KEY } });
    expect([code, lines.at(-1)]).toEqual([1, 'access: 401 {"detail":"Invalid or expired API key"}']);
  });
});
