/**
 * Holds `openapi/mlflow.yaml` against the real MLflow, through gateway and API service as a client would. The first call
 * of each operation is made by its sample in TypeScript. The MLflow is a fresh one of this file's own: the scenario names
 * experiments and models as it likes. `MLFLOW_URL` (with `MLFLOW_TRACKING_TOKEN`) names a running, empty server to use
 * instead.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentValidator } from '../../openapi/check/validator.ts';
import { render } from '../../openapi/generate/files.ts';
import { makeRequest, send } from '../../openapi/record/call.ts';
import { coverageRows, coverageSummary, documentedErrors } from './coverage.ts';
import { playContract, type Sighting } from './play.ts';
import { type Outcomes, sendBySample } from './playSamples.ts';
import { Presence } from './presence.ts';
import { startRunner } from './runSample.ts';
import { namedTarget, type Target } from './target.ts';

const { document, operations } = render();
let server: Target;
let sightings: Map<string, Sighting>;
const samples: Outcomes = new Map();
const presence = new Presence(document);

beforeAll(async () => {
  server = await namedTarget();
  const runner = await startRunner('typescript', server);
  sightings = await playContract(server, sendBySample('typescript', server, runner, samples), presence);
}, 600_000);

afterAll(() => server?.stop());

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

  it('has a sample in TypeScript that runs as it is shown', () => {
    expect(samples.get(id)).toBeNull();
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

describe('fields that the document calls required in answers', () => {
  it('are in every answer, of an empty server and of a full one', () => {
    expect([...presence.lacking]).toEqual([]);
  });

  it('belong to objects that some answer held', () => {
    const expected = [...presence.expected(operations).keys()];
    expect(expected.length).toBeGreaterThan(100);
    expect(expected.filter((name) => !presence.seen.has(name))).toEqual([]);
  });
});

describe('keys', () => {
  const validator = new DocumentValidator(document);
  const refusal = { missing: 'API key required', wrong: 'Invalid or expired API key' } as const;

  it.for(['missing', 'wrong'] as const)(
    'refuses every operation with 401 when the key is %s',
    async (kind, { skip }) => {
      skip(server.key === undefined, 'the server that MLFLOW_URL names asks for no key');
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
