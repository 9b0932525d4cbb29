/**
 * Holds `openapi/mlflow.yaml` against the real MLflow, through gateway and API service as a client would. The MLflow
 * is a fresh one of this file's own: the scenario names experiments and models as it likes. `MLFLOW_URL` (with
 * `MLFLOW_TRACKING_TOKEN`) names a running, empty server to use instead.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentValidator } from '../../openapi/check/validator.ts';
import { render } from '../../openapi/generate/files.ts';
import { makeRequest, type Server, send } from '../../openapi/record/call.ts';
import { startMlflow } from '../../openapi/record/server.ts';
import { startStack } from '../../stack/stack.ts';
import { coverageRows, coverageSummary, documentedErrors } from './coverage.ts';
import { playContract, type Sighting } from './play.ts';

const { document, operations } = render();
const atEnd: (() => Promise<void>)[] = [];
let server: Server;
let sightings: Map<string, Sighting>;

beforeAll(async () => {
  server = await target();
  sightings = await playContract(server);
}, 600_000);

afterAll(async () => {
  for (const end of atEnd.reverse()) await end();
});

/** The server to test: the one that the environment names, or an own MLflow behind gateway and API service. */
async function target(): Promise<Server> {
  const { MLFLOW_URL: url, MLFLOW_TRACKING_TOKEN: key } = process.env;
  if (url !== undefined) return { url: url.replace(/\/+$/, ''), ...(key === undefined ? {} : { key }) };
  const mlflow = await startMlflow();
  atEnd.push(mlflow.stop);
  const dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
  atEnd.push(() => rm(dataDir, { recursive: true, force: true }));
  const stack = await startStack({ dataDir, mlflowUri: mlflow.url, site: false });
  atEnd.push(stack.stop);
  return { url: stack.trackingUri, key: stack.key };
}

function seen(id: string): Sighting {
  const found = sightings.get(id);
  if (found === undefined) throw new Error(`No operation ${id}`);
  return found;
}

describe.each(operations)('$id', ({ id }) => {
  it('succeeds, or the scenario says why it cannot', () => {
    const { success, excuse } = seen(id);
    expect(success || excuse).toBeTruthy();
  });

  it('takes and answers what the document says, nothing else', () => {
    expect(seen(id).findings).toEqual([]);
  });

  it('insists on every field that the document calls required', () => {
    const taken = [...seen(id).required].filter(([, refused]) => !refused).map(([name]) => name);
    expect(taken).toEqual([]);
  });

  it('gives every client error that the document lists for it', () => {
    const sighting = seen(id);
    const missing = documentedErrors(sighting).filter((status) => !sighting.refusals.has(status));
    expect(missing).toEqual([]);
  });
});

describe('keys', () => {
  const validator = new DocumentValidator(document);
  const refusal = { missing: 'API key required', wrong: 'Invalid or expired API key' } as const;

  it.each(['missing', 'wrong'] as const)(
    'refuses every operation with 401 when the key is %s',
    async (kind) => {
      if (server.key === undefined) return;
      const url = server.url;
      const without = kind === 'missing' ? { url } : { url, key: 'hk_live_your_key_here' };
      for (const operation of operations) {
        const path = Object.fromEntries(operation.pathParameters.map((name) => [name, 'x']));
        const answer = await send(without, operation, makeRequest(operation, path));
        expect(answer, operation.id).toMatchObject({ status: 401, body: { detail: refusal[kind] } });
        const { status, media, body } = answer;
        expect(
          validator.response(operation.path, operation.method, status, media, body),
          operation.id,
        ).toEqual([]);
      }
    },
  );
});

it('publishes what it has seen', async () => {
  const rows = coverageRows(sightings.values());
  console.log(coverageSummary(rows));
  console.table(rows);
  await expect(`${JSON.stringify(rows, null, 2)}\n`).toMatchFileSnapshot('../../openapi/coverage.json');
});
