import { afterEach, describe, expect, it } from 'vitest';
import { REDIRECTS } from '../config/redirects.ts';
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../endpoint.ts';
import type { Listening } from '../machine/ports.ts';
import { loadExpectations } from '../routing/load.ts';
import { createClient } from './request.ts';
import { type FakeAnswer, KEY, type Spoil, startFake } from './testing/fake.ts';
import { type Result, rowsOf, verify } from './verify.ts';

let fake: Listening | undefined;
afterEach(() => fake?.close());

/** Looks at every row, or at those of a name. */
async function look(spoil?: Spoil, name?: string): Promise<Result[]> {
  fake = await startFake(spoil);
  const { origin } = fake;
  const deployment = { origin, docs: origin, key: KEY, client: createClient({ timeoutMs: 5000 }) };
  const rows = rowsOf(deployment, await loadExpectations());
  return verify(rows.filter((row) => name === undefined || row.name === name));
}

const withStatus = (results: readonly Result[], status: Result['outcome']['status']) =>
  results.filter(({ outcome }) => outcome.status === status).map(({ name }) => name);

/** Makes the answers on a path wrong. */
const on =
  (path: string, change: (answer: FakeAnswer) => Partial<FakeAnswer>): Spoil =>
  (asked, answer) =>
    asked.path === path ? { ...answer, ...change(answer) } : answer;

const without = (name: string) => (answer: FakeAnswer) => {
  const { [name]: _gone, ...headers } = answer.headers;
  return { headers };
};

const saying = (body: object) => () => ({ body: JSON.stringify(body) });
const OTHER = { status: 404, headers: { server: 'awselb/2.0' }, body: 'Not Found' };
const MLFLOW = { status: 200, headers: { 'content-type': 'text/html' }, body: 'OK' };
const PAGE = '/docs/quickstart/';
const READ = '/api/2.0/mlflow/experiments/search';

/** Every row and a fault that turns it red. */
const FAULTS: readonly (readonly [row: string, fault: string, spoil: Spoil])[] = [
  [`GET ${REGISTRY_ORIGIN}/api/mlflow`, 'no rule takes it', on('/api/mlflow', () => OTHER)],
  [`GET ${REGISTRY_ORIGIN}/api/mlflow/`, 'it goes to MLflow', on('/api/mlflow/', () => MLFLOW)],
  [
    `GET ${REGISTRY_ORIGIN}/api/mlflow/api/2.0/mlflow/runs/get?run_id=a&run_id=b`,
    'it goes to MLflow',
    on('/api/mlflow/api/2.0/mlflow/runs/get', () => ({
      status: 404,
      body: '{"error_code":"RESOURCE_DOES_NOT_EXIST"}',
    })),
  ],
  [
    `OPTIONS ${REGISTRY_ORIGIN}/api/mlflow/api/2.0/mlflow/experiments/search`,
    'no rule takes it',
    on(`/api/mlflow${READ}`, () => OTHER),
  ],
  [
    'GET https://REGISTRY.HOKUS.AI/api/mlflow/health',
    'no rule takes it',
    on('/api/mlflow/health', () => OTHER),
  ],
  [`GET ${REGISTRY_ORIGIN}/mlflow`, 'past the key check', on('/mlflow', () => MLFLOW)],
  [`GET ${REGISTRY_ORIGIN}/mlflow/`, 'past the key check', on('/mlflow/', () => MLFLOW)],
  [
    `GET ${REGISTRY_ORIGIN}/mlflow/static-files/index.html`,
    'past the key check',
    on('/mlflow/static-files/index.html', () => MLFLOW),
  ],
  [`GET ${REGISTRY_ORIGIN}/api/health/mlflow`, 'no rule takes it', on(HEALTH_PATH, () => OTHER)],
  [`GET ${REGISTRY_ORIGIN}/api/health/mlflow/`, 'no rule takes it', on(`${HEALTH_PATH}/`, () => OTHER)],
  [
    `GET ${REGISTRY_ORIGIN}/api/health/mlflow/badge.svg`,
    'no rule takes it',
    on(`${HEALTH_PATH}/badge.svg`, () => OTHER),
  ],
  [`HEAD ${REGISTRY_ORIGIN}/api/health/mlflow`, 'no rule takes it', on(HEALTH_PATH, () => OTHER)],
  [`OPTIONS ${REGISTRY_ORIGIN}/api/health/mlflow`, 'no rule takes it', on(HEALTH_PATH, () => OTHER)],
  ...['/mlflowx', '/api/mlflow-other', '/api//mlflow', '//mlflow', '/MLflow', '/API/MLFLOW', '/'].map(
    (path) => [`GET ${REGISTRY_ORIGIN}${path}`, 'MLflow itself takes it', on(path, () => MLFLOW)] as const,
  ),
  ...['/api/health/mlflowx', '/api/health'].map(
    (path) =>
      [
        `GET ${REGISTRY_ORIGIN}${path}`,
        'the health service takes it',
        on(path, () => ({ headers: { 'content-type': 'application/problem+json' } })),
      ] as const,
  ),
  [
    'the report has the shape of the contract',
    'a field is gone',
    on(HEALTH_PATH, saying({ status: 'pass' })),
  ],
  [
    'MLflow works',
    'it does not',
    on(HEALTH_PATH, ({ body }) => ({
      status: 503,
      body: body.replace('"status":"pass"', '"status":"fail"'),
    })),
  ],
  [
    'the report may be read by every page',
    'it may not',
    on(HEALTH_PATH, without('access-control-allow-origin')),
  ],
  ...['front-door', 'server', 'tracking', 'registry', 'artifacts', 'writes'].map(
    (check) =>
      [
        `the report on ${check} has the shape of the contract`,
        'code and body differ',
        on(`${HEALTH_PATH}/${check}`, () => ({ status: 503 })),
      ] as const,
  ),
  [
    'HEAD answers as GET does',
    'it is refused',
    (asked, answer) =>
      asked.method === 'HEAD' && asked.path === HEALTH_PATH ? { ...answer, status: 405 } : answer,
  ],
  [
    'a check that does not exist is 404',
    'it is 200',
    on(`${HEALTH_PATH}/no-such-check`, () => ({ status: 200 })),
  ],
  [
    'the detailed report needs a token',
    'it needs none',
    on(`${HEALTH_PATH}/detailed`, () => ({ status: 200 })),
  ],
  [
    'badge.svg is a picture',
    'it is text',
    on(`${HEALTH_PATH}/badge.svg`, () => ({ headers: { 'content-type': 'text/plain' } })),
  ],
  [
    'badge.json is for shields.io',
    'another schema',
    on(`${HEALTH_PATH}/badge.json`, saying({ schemaVersion: 2 })),
  ],
  ['status.json is for status pages', 'another schema', on(`${HEALTH_PATH}/status.json`, saying({}))],
  ['the history can be asked for', 'it is refused', on(`${HEALTH_PATH}/history`, () => ({ status: 429 }))],
  [
    'metrics are not public',
    'they are',
    on('/metrics', () => ({ status: 200, body: 'health_check_status{} 1' })),
  ],
  ...['/api/mlflow', '/mlflow'].flatMap((prefix) => [
    [
      `${prefix}: a request without a key is refused`,
      'it is not',
      on(`${prefix}${READ}`, () => ({ status: 200 })),
    ] as const,
    [
      `${prefix}: a request with a wrong key is refused`,
      'the body says something else',
      on(`${prefix}${READ}`, saying({ detail: 'No' })),
    ] as const,
    [
      `${prefix}: a request with a key reaches MLflow`,
      'it is refused',
      on(`${prefix}${READ}`, () => ({ status: 401 })),
    ] as const,
  ]),
  ['pages answer', 'one does not', on(PAGE, () => ({ status: 503 }))],
  ['security headers are sent', 'one is missing', on(PAGE, without('permissions-policy'))],
  [
    'the policy allows the scripts of the page and no others',
    'of an older build',
    on(PAGE, ({ body }) => ({ body: body.replace('yes', 'new') })),
  ],
  [
    'pages speak to this registry',
    'they speak to another',
    on(PAGE, ({ body }) => ({ body: body.replace(/content=\S+>/, 'content=https://other.example>') })),
  ],
  ['a page without its slash leads to it', 'it is 404', on('/docs/quickstart', () => ({ status: 404 }))],
  ...REDIRECTS.map(
    ({ from, to }) => [`${from} leads to ${to}`, 'it is 404', on(from, () => ({ status: 404 }))] as const,
  ),
  ['a page that is not there is 404', 'it is 200', on('/no/such/page/', () => ({ status: 200 }))],
  [
    'OpenAPI documents may be read by every page, and pages may not',
    'pages may too',
    on(PAGE, ({ headers }) => ({ headers: { ...headers, 'access-control-allow-origin': '*' } })),
  ],
];

/** Rows that a deployment without https skips. */
const NEEDS_HTTPS = /certificate|http:\/\//;

describe('a deployment that is right', () => {
  it('fails in no row, and skips what could change something or needs https', async () => {
    const results = await look();
    expect(results.filter(({ outcome }) => outcome.status === 'fail')).toEqual([]);
    expect(
      withStatus(results, 'skipped').filter(
        (name) => !NEEDS_HTTPS.test(name) && !/^(POST|PUT|PATCH|DELETE) /.test(name),
      ),
    ).toEqual([]);
    expect(withStatus(results, 'pass').length).toBeGreaterThan(50);
  });

  it('skips what needs a key, and says so', async () => {
    fake = await startFake();
    const { origin } = fake;
    const deployment = { origin, docs: undefined, key: undefined, client: createClient({ timeoutMs: 5000 }) };
    const results = await verify(rowsOf(deployment, []));
    expect(results.filter(({ outcome }) => outcome.status === 'fail')).toEqual([]);
    expect(results.filter(({ outcome }) => outcome.detail === 'needs --key-file')).toHaveLength(2);
  });
});

describe('a fault turns its row red', () => {
  it.each(FAULTS)('%s: %s', async (row, _fault, spoil) => {
    expect(withStatus(await look(spoil, row), 'fail')).toEqual([row]);
  });

  it('for every row that is looked at', async () => {
    const looked = withStatus(await look(), 'pass');
    const named = new Set(FAULTS.map(([row]) => row));
    expect(looked.filter((name) => !named.has(name))).toEqual([]);
  });
});

it('a deployment that does not answer fails, and says why', async () => {
  const deployment = {
    origin: 'http://127.0.0.1:9',
    docs: undefined,
    key: undefined,
    client: createClient({ timeoutMs: 5000 }),
  };
  const [first] = await verify(rowsOf(deployment, []).filter(({ name }) => name === 'MLflow works'));
  expect(first?.outcome).toEqual({ status: 'fail', detail: 'no answer: ECONNREFUSED' });
});
