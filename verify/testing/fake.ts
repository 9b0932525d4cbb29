/** A deployment that is right in every row, and can be made wrong in one. Registry and documentation are one server. */
import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import moved from '../../config/redirects.json' with { type: 'json' };
import { HEALTH_PATH, TRACKING_ALIAS_PATH, TRACKING_PATH } from '../../endpoint.ts';
import { checkNames } from '../../health/contract.ts';
import { type Listening, listen } from '../../machine/ports.ts';

export interface FakeAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface Asked {
  method: string;
  path: string;
  key: string | undefined;
}

/** Changes an answer before it is sent. */
export type Spoil = (asked: Asked, answer: FakeAnswer) => FakeAnswer;

export const KEY = 'the-only-key-that-the-fake-knows';

const SCRIPT = 'document.documentElement.dataset.ready = "yes"';
const HASH = `sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`;
const TIME = '2026-11-23T00:25:35Z';

const PUBLIC = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After, Age, ETag',
  'cross-origin-resource-policy': 'cross-origin',
};

function health(status: number, body: object, type = 'application/health+json'): FakeAnswer {
  return {
    status,
    headers: { ...PUBLIC, 'content-type': type, 'cache-control': 'public, max-age=5, must-revalidate' },
    body: JSON.stringify(body),
  };
}

const result = (check: string) => ({ [check]: [{ componentType: 'component', status: 'pass', time: TIME }] });

function report(checks: readonly string[]): object {
  return {
    status: 'pass',
    serviceId: 'mlflow',
    version: '1',
    time: TIME,
    notes: [],
    checks: Object.assign({}, ...checks.map(result)),
    links: { about: 'https://docs.example.com/docs/operate/health/' },
  };
}

const series = { availability: 1, known: 1, buckets: [1] };

const BELOW: Readonly<Record<string, () => FakeAnswer>> = {
  '': () => health(200, report(checkNames)),
  ...Object.fromEntries(checkNames.map((check) => [`/${check}`, () => health(200, report([check]))])),
  '/detailed': () => {
    const refused = problem(401);
    return { ...refused, headers: { ...refused.headers, 'www-authenticate': 'Bearer' } };
  },
  '/badge.svg': () => ({
    ...health(200, {}, 'image/svg+xml'),
    body: '<svg><title>MLflow endpoint: Operational</title></svg>',
  }),
  '/badge.json': () =>
    health(
      200,
      {
        schemaVersion: 1,
        label: 'MLflow endpoint',
        message: 'Operational',
        color: 'brightgreen',
        isError: false,
      },
      'application/json',
    ),
  '/status.json': () =>
    health(
      200,
      {
        page: {
          id: 'mlflow',
          name: 'MLflow',
          url: 'https://docs.example.com/',
          time_zone: 'Etc/UTC',
          updated_at: TIME,
        },
        status: { indicator: 'none', description: 'Operational' },
      },
      'application/json',
    ),
  '/history': () =>
    health(200, {
      serviceId: 'mlflow',
      version: '1',
      window: '24h',
      from: TIME,
      to: TIME,
      bucketSeconds: 900,
      series: Object.fromEntries(['overall', ...checkNames].map((name) => [name, series])),
      transitions: [],
      maintenance: [],
      links: { about: 'https://docs.example.com/' },
    }),
};

function problem(status: number): FakeAnswer {
  return health(
    status,
    { type: 'about:blank', title: 'Refused', status, detail: 'No.' },
    'application/problem+json',
  );
}

function api({ key }: Asked): FakeAnswer {
  const json = (status: number, body: object) => ({
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (key === undefined) return json(401, { detail: 'API key required' });
  if (key !== KEY) return json(401, { detail: 'Invalid or expired API key' });
  return json(200, { experiments: [{ experiment_id: '0' }] });
}

function page(origin: string, status = 200): FakeAnswer {
  const policy = `default-src 'none'; script-src 'self' '${HASH}'; connect-src 'self' ${origin}; frame-ancestors 'none'`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': 'camera=()',
      'strict-transport-security': 'max-age=31536000',
    },
    body: `<html><meta name=registry-origin content=${origin}><script>${SCRIPT}</script></html>`,
  };
}

const ON_BOTH = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

function answerTo(asked: Asked, origin: string): FakeAnswer {
  const { path } = asked;
  if (ON_BOTH(path, HEALTH_PATH)) return (BELOW[path.slice(HEALTH_PATH.length)] ?? (() => problem(404)))();
  if (ON_BOTH(path, TRACKING_PATH) || ON_BOTH(path, TRACKING_ALIAS_PATH)) {
    const to = Object.entries(moved).find(([from]) => from === path)?.[1];
    return to === undefined ? api(asked) : { status: 301, headers: { location: to }, body: '' };
  }
  const to = Object.entries(moved).find(([from]) => from === path)?.[1];
  if (to !== undefined) return { status: 301, headers: { location: to }, body: '' };
  if (path === '/' || path === '/docs/quickstart/') return page(origin);
  if (path === '/docs/quickstart') return { status: 301, headers: { location: `${path}/` }, body: '' };
  if (path === '/openapi/mlflow.yaml')
    return { status: 200, headers: { 'access-control-allow-origin': '*' }, body: 'openapi: 3.1.0' };
  if (path.startsWith('/no/')) return page(origin, 404);
  return { status: 404, headers: { server: 'awselb/2.0', 'content-type': 'text/plain' }, body: 'Not Found' };
}

/**
 * Starts it.
 *
 * @param spoil makes it wrong
 * @param tls key and certificate, for https
 */
export async function startFake(
  spoil: Spoil = (_, answer) => answer,
  tls?: { key: string; cert: string },
): Promise<Listening> {
  let origin = '';
  const handler: http.RequestListener = (request, response) => {
    const asked = {
      method: request.method ?? 'GET',
      path: request.url?.split('?', 1)[0] ?? '/',
      key: request.headers.authorization?.replace('Bearer ', ''),
    };
    const { status, headers, body } = spoil(asked, answerTo(asked, origin));
    response.writeHead(status, headers).end(asked.method === 'GET' ? body : undefined);
  };
  const server = tls === undefined ? http.createServer(handler) : https.createServer(tls, handler);
  const listening = await listen(server);
  origin =
    tls === undefined
      ? listening.origin
      : listening.origin.replace('http:', 'https:').replace('127.0.0.1', 'localhost');
  return { ...listening, origin };
}
