/** The limits on the page are those of the real server: each is tried, and one more. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readConfig } from '../../health/config.ts';
import { ROOT } from '../../machine/paths.js';
import { tableRows } from './tables.ts';

const { trackingUri, key } = inject('stack');
const rows = await tableRows('docs/guide/reference/limits.mdx');
const unique = randomBytes(6).toString('hex');
let experiment: string;
let run: string;

interface Answer {
  status: number;
  body: unknown;
}

async function call(method: string, route: string, body?: object, version = '2.0'): Promise<Answer> {
  const response = await fetch(`${trackingUri}/api/${version}/mlflow/${route}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const post = (route: string, body: object) => call('POST', route, body);

beforeAll(async () => {
  const made = z.object({ experiment_id: z.string() });
  experiment = made.parse(
    (await post('experiments/create', { name: `limits-${unique}` })).body,
  ).experiment_id;
  const started = z.object({ run: z.object({ info: z.object({ run_id: z.string() }) }) });
  run = started.parse((await post('runs/create', { experiment_id: experiment })).body).run.info.run_id;
  await post('registered-models/create', { name: `limits-${unique}` });
});

/** A cell of the row that begins with these words; `1,000` as a number. */
function cell(label: string, column: number): string {
  const found = rows.find(([first]) => first === label)?.[column];
  if (found === undefined) throw new Error(`The page has no row "${label}" with ${column + 1} cells.`);
  return found;
}

const limitOf = (label: string) => Number(cell(label, 1).replaceAll(',', ''));

const named = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({ key: `${prefix}${index}`, value: '1' }));
const metrics = (count: number) =>
  named(count, 'm').map(({ key: name }) => ({ key: name, value: 1, timestamp: 1 }));
const batch = (entries: object) => post('runs/log-batch', { run_id: run, ...entries });
const text = (length: number) => `${unique}${'x'.repeat(length)}`.slice(0, length);
const model = `limits-${unique}`;

/** A request of so much, by the row that limits it. */
const REFUSED: Record<string, (amount: number) => Promise<Answer>> = {
  metrics: (amount) => batch({ metrics: metrics(amount) }),
  parameters: (amount) => batch({ params: named(amount, 'p') }),
  tags: (amount) => batch({ tags: named(amount, 't') }),
  'metrics, parameters and tags together': (amount) =>
    batch({ metrics: metrics(amount - 200), params: named(100, 'p'), tags: named(100, 't') }),
  'name of an experiment': (amount) => post('experiments/create', { name: text(amount) }),
  'name of a metric': (amount) =>
    post('runs/log-metric', { run_id: run, key: text(amount), value: 1, timestamp: 1 }),
  'name of a parameter': (amount) =>
    post('runs/log-parameter', { run_id: run, key: text(amount), value: '1' }),
  'name of a tag': (amount) => post('runs/set-tag', { run_id: run, key: text(amount), value: '1' }),
  "value of an experiment's tag": (amount) =>
    post('experiments/set-experiment-tag', { experiment_id: experiment, key: 'k', value: text(amount) }),
  "value of a registered model's tag": (amount) =>
    post('registered-models/set-tag', { name: model, key: 'k', value: text(amount) }),
  'digest of a dataset': (amount) =>
    post('runs/log-inputs', {
      run_id: run,
      datasets: [{ dataset: { name: 'd', digest: text(amount), source_type: 's', source: 's' } }],
    }),
  runs: (amount) => post('runs/search', { experiment_ids: [experiment], max_results: amount }),
  experiments: (amount) => post('experiments/search', { max_results: amount }),
  'registered models': (amount) => call('GET', `registered-models/search?max_results=${amount}`),
  'model versions': (amount) =>
    call('GET', `model-versions/search?max_results=${amount}&filter=name%3D'${model}'`),
  traces: (amount) => {
    const locations = [{ type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experiment } }];
    return call('POST', 'traces/search', { locations, max_results: amount }, '3.0');
  },
};

describe('what is within a limit is taken, and one more is refused', () => {
  it.each(Object.entries(REFUSED))('%s', async (label, ask) => {
    expect(cell(label, cell(label, 2) === '400' ? 2 : 3)).toBe('400');
    expect(await ask(limitOf(label))).toMatchObject({ status: 200 });
    expect(await ask(limitOf(label) + 1)).toMatchObject({
      status: 400,
      body: { error_code: 'INVALID_PARAMETER_VALUE' },
    });
  });

  it('alias of a model version', async () => {
    const ask = (alias: string) => post('registered-models/alias', { name: model, alias, version: '1' });
    const limit = limitOf('alias of a model version');
    // A good alias gets as far as the version, which is not there.
    for (const good of ['a'.repeat(limit), 'Ok-1_x']) expect((await ask(good)).status).toBe(404);
    for (const bad of ['a'.repeat(limit + 1), 'a.b', 'latest', 'v1', 'v12'])
      expect((await ask(bad)).status).toBe(400);
  });
});

it.each([
  ['value of a parameter', 'runs/log-parameter', 'params'],
  ["value of a run's tag", 'runs/set-tag', 'tags'],
] as const)('%s that is too long is cut', async (label, route, kept) => {
  expect(cell(label, 2)).toMatch(/^cut/);
  const limit = limitOf(label);
  const stored = async (name: string, length: number) => {
    await post(route, { run_id: run, key: name, value: 'x'.repeat(length) });
    const entries = z.array(z.object({ key: z.string(), value: z.string() }));
    const data = z.object({ run: z.object({ data: z.object({ [kept]: entries }) }) });
    const found = data.parse((await call('GET', `runs/get?run_id=${run}`)).body).run.data[kept];
    return found?.find((entry) => entry.key === name)?.value.length;
  };
  expect([await stored('whole', limit), await stored('cut', limit + 1)]).toEqual([limit, limit]);
});

it('characters that the page names are taken, others are refused', async () => {
  const param = async (name: string) =>
    (await post('runs/log-parameter', { run_id: run, key: name, value: '1' })).status;
  expect(await param('aZ0_-. :/x')).toBe(200);
  for (const bad of ['a*b', '/a', '../a']) expect(await param(bad)).toBe(400);
  const register = async (name: string) => (await post('registered-models/create', { name })).status;
  expect(await register(`${model} *?&#ü`)).toBe(200);
  for (const bad of ['a/b', 'a:b']) expect(await register(`${model}${bad}`)).toBe(400);
});

describe('a page without max_results has the size that the OpenAPI document names', async () => {
  const withDefault = z.object({ default: z.number() });
  const document = z
    .object({
      paths: z.record(
        z.string(),
        z.object({ get: z.object({ parameters: z.array(z.unknown()).optional() }).optional() }),
      ),
      components: z.object({
        schemas: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() })),
      }),
    })
    .parse(parse(await readFile(path.join(ROOT, 'openapi/mlflow.yaml'), 'utf8')));
  const parameter = z.object({ name: z.literal('max_results'), schema: withDefault });
  const ofQuery = (route: string) =>
    document.paths[`/api/2.0/mlflow/${route}`]?.get?.parameters
      ?.map((each) => parameter.safeParse(each).data?.schema.default)
      .find((size) => size !== undefined);
  const ofBody = (schema: string) =>
    withDefault.parse(document.components.schemas[schema]?.properties?.max_results).default;

  it.each([
    ['runs', ofBody('SearchRunsRequest')],
    ['registered models', ofQuery('registered-models/search')],
    ['model versions', ofQuery('model-versions/search')],
    ['traces', ofBody('SearchTracesRequest')],
  ])('%s', (label, size) => {
    expect(Number(cell(label, 2).replaceAll(',', ''))).toBe(size);
  });

  it('experiments, which have none', async () => {
    expect(cell('experiments', 2)).toMatch(/^400/);
    expect((await post('experiments/search', {})).status).toBe(400);
  });
});

it('the health report allows as many requests as the page says', () => {
  const { rateLimitPerMinute } = readConfig({ MLFLOW_URL: 'http://127.0.0.1' });
  expect(cell('requests to the health report, per address', 1)).toBe(`${rateLimitPerMinute} a minute`);
});
