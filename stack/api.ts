/**
 * The stand-in for production's API service, which is not ours: takes the mount off the path, checks the key, passes
 * the rest to MLflow, and gives the error bodies that clients meet there. No logic beyond that.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { TRACKING_ALIAS_PATH, TRACKING_PATH } from '../endpoint.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { endToEnd, type HeaderList, headerList, headerValues, withoutHeaders } from './headers.ts';
import { headersWithoutKey, keyOf, splitTarget, targetWithoutKey } from './keys.ts';
import {
  type Answer,
  answer,
  connectionPool,
  forward,
  streamingServer,
  type UpstreamFailure,
  type UpstreamHead,
} from './proxy.ts';
import { type RateLimit, rateLimiter } from './rateLimit.ts';

export interface ApiOptions {
  /** Base URL of MLflow; a path in it is kept as a prefix. */
  mlflow: URL;
  /** Says whether a key is good; a rejection means that the service that knows keys is down. */
  isValidKey: (key: string) => Promise<boolean>;
  /** Origins whose pages may read answers. */
  corsOrigins: readonly string[];
  /** Longest time in milliseconds without a byte to or from MLflow; production has 30 s. */
  timeoutMs?: number;
  /** Production enforces none. */
  rateLimit?: RateLimit | undefined;
}

const PRODUCTION_TIMEOUT_MS = 30_000;

const MOUNTS = [TRACKING_PATH, TRACKING_ALIAS_PATH];

/** Makes the server; the caller lets it listen. */
export function createApi(options: ApiOptions): Server {
  const pool = connectionPool(options.mlflow);
  const secondsToWait = options.rateLimit ? rateLimiter(options.rateLimit) : () => 0;
  const handler = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const common = commonHeaders(request, options.corsOrigins);
    const own = (given: Answer) =>
      answer(request, response, { ...given, headers: [...given.headers, ...common] });
    const headers = headerList(request.rawHeaders);
    const target = request.url ?? '/';
    if (request.method === 'OPTIONS') return own(preflight(request));
    const refusal = await checkKey(keyOf(target, headers), options.isValidKey, secondsToWait);
    if (refusal) return own(refusal);
    const path = withoutMount(targetWithoutKey(target));
    if (path === undefined) return own(detail(404, 'Not Found'));
    forward(request, response, {
      upstream: options.mlflow,
      path: `${options.mlflow.pathname.replace(/\/$/, '')}${path}`,
      headers: headersForMlflow(endToEnd(headers), options.mlflow),
      agent: pool,
      idleTimeoutMs: options.timeoutMs ?? PRODUCTION_TIMEOUT_MS,
      onFailure: (failure) => withHeaders(failureAnswer(failure), common),
      onResponse: (head) => withHeaders(mlflowAnswer(head, path), common),
    });
  };
  return streamingServer((request, response) => void handler(request, response)).on('close', () =>
    pool.destroy(),
  );
}

/** The path below the mount, query kept, or undefined when the target is below no mount. */
export function withoutMount(target: string): string | undefined {
  const { path } = splitTarget(target);
  const mount = MOUNTS.find((each) => path === each || path.startsWith(`${each}/`));
  if (mount === undefined) return undefined;
  const rest = target.slice(mount.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

async function checkKey(
  key: string,
  isValidKey: ApiOptions['isValidKey'],
  secondsToWait: (key: string) => number,
): Promise<Answer | undefined> {
  if (key === '') return detail(401, 'API key required');
  try {
    if (!(await isValidKey(key))) return detail(401, 'Invalid or expired API key');
  } catch {
    return detail(503, 'Authentication service unavailable');
  }
  const wait = secondsToWait(key);
  if (wait === 0) return undefined;
  return withHeaders(detail(429, 'Rate limit exceeded'), [['Retry-After', String(wait)]]);
}

/** MLflow refuses other hosts and foreign origins, and never sees a key. */
function headersForMlflow(headers: HeaderList, mlflow: URL): HeaderList {
  const kept = withoutHeaders(headersWithoutKey(headers), (name) => name === 'host' || name === 'origin');
  return [['Host', mlflow.host], ...kept];
}

/** MLflow's word for an unknown path is a page of HTML; clients get JSON. */
function mlflowAnswer(head: UpstreamHead, path: string): UpstreamHead | Answer {
  const isHtml = headerValues(head.headers, 'content-type')[0]?.includes('text/html') === true;
  if (head.status === 404 && isHtml) {
    const message = `The requested resource was not found: ${splitTarget(path).path.slice(1)}`;
    return json(404, { error_code: 'RESOURCE_NOT_FOUND', message });
  }
  return { ...head, headers: withoutHeaders(head.headers, (name) => name.startsWith('access-control-')) };
}

function failureAnswer(failure: UpstreamFailure): Answer {
  switch (failure) {
    case 'unreachable':
      return detail(502, 'MLflow cannot be reached');
    case 'idle':
      return detail(504, 'MLflow did not answer in time');
  }
}

function preflight(request: IncomingMessage): Answer {
  const asked = request.headers['access-control-request-headers'];
  return { status: 204, headers: preflightHeaders(asked), body: '' };
}

/** An id that the client sent is kept when it is harmless, so that it can follow its request. */
function commonHeaders(request: IncomingMessage, corsOrigins: readonly string[]): HeaderList {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
  return [['X-Request-Id', id], ...corsHeaders(request.headers.origin, corsOrigins)];
}

function withHeaders<T extends { headers: HeaderList }>(given: T, added: HeaderList): T {
  return { ...given, headers: [...given.headers, ...added] };
}

function detail(status: number, text: string): Answer {
  return json(status, { detail: text });
}

function json(status: number, body: object): Answer {
  return { status, headers: [['Content-Type', 'application/json']], body: JSON.stringify(body) };
}
