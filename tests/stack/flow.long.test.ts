/** The whole way of a request: pinned MLflow client, gateway, API stand-in, real MLflow, and back. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { HEALTH_PATH, TRACKING_ALIAS_PATH, TRACKING_PATH } from '../../endpoint.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { type RunningStack, startStack } from '../../stack/stack.ts';
import { python } from './python.ts';

let stack: RunningStack;
const dataDir = await testFolder('stack');

beforeAll(async () => {
  stack = await startStack({ dataDir, site: false, probeIntervalMs: 200 });
});

afterAll(() => stack.stop());

/** One call of the REST API with the key. */
function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${stack.key}`, 'Content-Type': 'application/json' };
  return fetch(`${stack.trackingUri}${path}`, { headers, ...init });
}

function post(path: string, body: object): Promise<Response> {
  return call(path, { method: 'POST', body: JSON.stringify(body) });
}

const TRAIN = `
import os, mlflow
from sklearn.linear_model import LinearRegression
mlflow.set_experiment(os.environ["NAME"])
with mlflow.start_run() as run:
    mlflow.log_metric("accuracy", 0.91)
    mlflow.log_text("kept", "notes/a b.txt")
    model = LinearRegression().fit([[0], [1], [2]], [0, 2, 4])
    mlflow.sklearn.log_model(model, name="model", registered_model_name=os.environ["NAME"], pip_requirements=[])
loaded = mlflow.sklearn.load_model(f"models:/{os.environ['NAME']}/1")
print(mlflow.artifacts.load_text(f"runs:/{run.info.run_id}/notes/a b.txt"), round(loaded.predict([[3]])[0]))
`;

describe.each([TRACKING_PATH, TRACKING_ALIAS_PATH])('a client with the tracking URI %s', (path) => {
  it('logs a run with an artifact, registers a model, and reads both back', {
    timeout: 120_000,
  }, async () => {
    const name = `flow${path.replaceAll('/', '-')}`;
    const uri = `${stack.registryOrigin}${path}`;
    const env = { MLFLOW_TRACKING_URI: uri, MLFLOW_TRACKING_TOKEN: stack.key, NAME: name };
    expect(await python(TRAIN, env)).toMatch(/kept 6$/);
    const model = await call(`/api/2.0/mlflow/model-versions/get?name=${name}&version=1`);
    expect(await model.json()).toMatchObject({ model_version: { name, version: '1', status: 'READY' } });
  });

  it.each([
    ['', 'API key required'],
    ['wrong', 'Invalid or expired API key'],
  ])('with the key "%s" is refused: %s', async (key, detail) => {
    const url = `${stack.registryOrigin}${path}/api/2.0/mlflow/experiments/search?max_results=1`;
    const reply = await fetch(url, { headers: key === '' ? {} : { 'X-API-Key': key } });
    expect([reply.status, await reply.json()]).toEqual([401, { detail }]);
  });
});

it('a client without a key is told that it has none', async () => {
  const program = 'import mlflow; mlflow.search_experiments()';
  const asked = python(program, { MLFLOW_TRACKING_URI: stack.trackingUri });
  await expect(asked).rejects.toThrow('API key required');
});

it('a DELETE keeps its JSON body', async () => {
  await post('/api/2.0/mlflow/registered-models/create', { name: 'short-lived' });
  const path = '/api/2.0/mlflow/registered-models/delete';
  const deleted = await call(path, { method: 'DELETE', body: JSON.stringify({ name: 'short-lived' }) });
  expect(deleted.status).toBe(200);
  const gone = await call('/api/2.0/mlflow/registered-models/get?name=short-lived');
  expect([gone.status, await gone.json()]).toMatchObject([404, { error_code: 'RESOURCE_DOES_NOT_EXIST' }]);
});

it('a repeated query parameter arrives in every repetition', async () => {
  const runSchema = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
  const ids: string[] = [];
  for (const value of [1, 2]) {
    const created = runSchema.parse(
      await (await post('/api/2.0/mlflow/runs/create', { experiment_id: '0' })).json(),
    );
    const { run_id } = created.run.info;
    await post('/api/2.0/mlflow/runs/log-metric', { run_id, key: 'm', value, timestamp: value });
    ids.push(run_id);
  }
  const query = ids.map((id) => `run_id=${id}`).join('&');
  const reply = await call(`/ajax-api/2.0/mlflow/metrics/get-history-bulk?${query}&metric_key=m`);
  const { metrics } = z
    .object({ metrics: z.array(z.object({ run_id: z.string() })) })
    .parse(await reply.json());
  expect(metrics.map(({ run_id }) => run_id).sort()).toEqual([...ids].sort());
});

it('a path that MLflow does not have is JSON with the path in it', async () => {
  const reply = await call('/api/2.0/mlflow/nope');
  expect([reply.status, await reply.json()]).toEqual([
    404,
    {
      error_code: 'RESOURCE_NOT_FOUND',
      message: 'The requested resource was not found: api/2.0/mlflow/nope',
    },
  ]);
});

it('a page of the documentation may write, although MLflow refuses foreign origins', async () => {
  const origin = stack.docsOrigin;
  const reply = await call('/api/2.0/mlflow/experiments/search', {
    method: 'POST',
    body: '{"max_results":1}',
    headers: { Authorization: `Bearer ${stack.key}`, 'Content-Type': 'application/json', Origin: origin },
  });
  expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
});

it('says that MLflow is away while it is, and serves again when it is back', {
  timeout: 180_000,
}, async () => {
  const version = () => call('/version');
  const report = async () => (await fetch(`${stack.registryOrigin}${HEALTH_PATH}`)).status;
  expect([(await version()).status, await report()]).toEqual([200, 200]);
  await stack.mlflow.stop();
  const reply = await version();
  expect([reply.status, await reply.json()]).toEqual([502, { detail: expect.any(String) }]);
  await vi.waitFor(async () => expect(await report()).toBe(503), { timeout: 10_000, interval: 50 });
  await stack.mlflow.start();
  expect((await version()).status).toBe(200);
  await vi.waitFor(async () => expect(await report()).toBe(200), { timeout: 10_000, interval: 50 });
});
