/**
 * Plays the load balancer: a listener of the registry, on a local port and without TLS. Where a request goes is
 * decided by `routing/routes.json` and its evaluator alone; this file only carries the decision out, as an ALB does.
 */
import { randomBytes } from 'node:crypto';
import type { Agent, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { REGISTRY_ORIGIN } from '../endpoint.ts';
import { compile, type Outcome } from '../routing/compile.ts';
import type { RoutingRequest } from '../routing/request.ts';
import type { Routes } from '../routing/schema.ts';
import { endToEnd, type HeaderList, headerList, headerValues, withoutHeaders } from './headers.ts';
import { splitTarget } from './keys.ts';
import {
  type Answer,
  answer,
  connectionPool,
  forward,
  streamingServer,
  type UpstreamFailure,
} from './proxy.ts';

export interface GatewayOptions {
  routes: Routes;
  /** Where each target of the table runs; one that is left out has no target registered. */
  targets: Readonly<Record<string, URL>>;
  /** The listener that it plays; the HTTPS listener when left out. */
  listener?: Listener;
  /** Longest time in milliseconds without a byte to or from a target; an ALB's default is 60 s. */
  idleTimeoutMs?: number;
}

type Listener = keyof typeof PORTS;

/** Listeners of the registry, with their ports. */
const PORTS = { https: 443, http: 80 } as const;

const ALB_IDLE_TIMEOUT_MS = 60_000;

/**
 * Longest request line, in bytes.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const LONGEST_REQUEST_LINE = 16 * 1024;

const REGISTRY = new URL(REGISTRY_ORIGIN);

/** Hosts that stand for the registry when they are asked locally. */
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])$/i;

const SERVER: HeaderList = [['Server', 'awselb/2.0']];

const REASONS = {
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  414: 'Request-URI Too Large',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const;

/** Makes the server; the caller lets it listen. */
export function createGateway(options: GatewayOptions): Server {
  const targets = new Map(
    Object.entries(options.targets).map(([name, url]) => [name, { url, pool: connectionPool(url) }]),
  );
  const router = compile(options.routes);
  const { listener = 'https' } = options;
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    if (isTooLong(request)) {
      answer(request, response, errorPage(414));
      return;
    }
    const asked = routingRequest(request, listener);
    const { action } = router.decide(asked);
    if (action.kind !== 'forward') {
      answer(request, response, ownAnswer(action, request, listener));
      return;
    }
    const target = targets.get(pick(action.targets));
    const idleTimeoutMs = options.idleTimeoutMs ?? ALB_IDLE_TIMEOUT_MS;
    if (target === undefined) answer(request, response, errorPage(503));
    else passOn(request, response, { ...target, listener, sourceIp: asked.sourceIp, idleTimeoutMs });
  };
  return streamingServer(handler)
    .on('clientError', refuseMalformed)
    .on('close', () => {
      for (const { pool } of targets.values()) pool.destroy();
    });
}

function isTooLong({ method = '', url = '', httpVersion }: IncomingMessage): boolean {
  return Buffer.byteLength(`${method} ${url} HTTP/${httpVersion}`) > LONGEST_REQUEST_LINE;
}

/** The request as the registry's listener would meet it. */
function routingRequest(request: IncomingMessage, listener: Listener): RoutingRequest {
  const { path, query } = splitTarget(request.url ?? '/');
  const host = (request.headers.host ?? '').replace(/:\d*$/, '');
  return {
    protocol: listener,
    port: PORTS[listener],
    method: request.method ?? 'GET',
    host: LOCAL_HOST.test(host) ? REGISTRY.hostname : host,
    path,
    query,
    headers: headerList(request.rawHeaders),
    sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
}

/** The answer to a request that goes to no target. */
function ownAnswer(
  action: Exclude<Outcome, { kind: 'forward' }>,
  request: IncomingMessage,
  listener: Listener,
): Answer {
  switch (action.kind) {
    case 'fixed-response':
      return {
        status: action.status,
        headers: [...SERVER, ['Content-Type', action.contentType]],
        body: action.body,
      };
    case 'unknown':
      return errorPage(503);
    case 'redirect': {
      const page = errorPage(action.status);
      // To send a reader from port 80 to 443 is what that redirect is for, and there is no TLS on this machine.
      const location = listener === 'http' ? action.location : localLocation(action.location, request);
      return { ...page, headers: [...page.headers, ['Location', location]] };
    }
  }
}

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  to: { url: URL; pool: Agent; listener: Listener; sourceIp: string; idleTimeoutMs: number },
): void {
  forward(request, response, {
    upstream: to.url,
    path: request.url ?? '/',
    headers: forwardedHeaders(endToEnd(headerList(request.rawHeaders)), to),
    agent: to.pool,
    idleTimeoutMs: to.idleTimeoutMs,
    onFailure: failurePage,
    onResponse: (head) => head,
  });
}

/**
 * What an ALB adds.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
function forwardedHeaders(
  headers: HeaderList,
  { listener, sourceIp }: { listener: Listener; sourceIp: string },
): HeaderList {
  const replaced = new Set(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port', 'x-amzn-trace-id']);
  const hops = [...headerValues(headers, 'x-forwarded-for'), sourceIp].join(', ');
  const id = `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
  const trace = headerValues(headers, 'x-amzn-trace-id')[0];
  return [
    ...withoutHeaders(headers, (name) => replaced.has(name)),
    ['X-Forwarded-For', hops],
    ['X-Forwarded-Proto', listener],
    ['X-Forwarded-Port', String(PORTS[listener])],
    ['X-Amzn-Trace-Id', trace?.includes('Root=') ? `Self=${id};${trace}` : `Root=${id}`],
  ];
}

/** Chooses one target group by weight. */
function pick(targets: ReadonlyArray<{ target: string; weight: number }>): string {
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  let ticket = Math.random() * total;
  for (const { target, weight } of targets) {
    ticket -= weight;
    if (ticket < 0) return target;
  }
  return '';
}

/** A redirect within the registry stays on this machine. */
function localLocation(location: string, request: IncomingMessage): string {
  const url = new URL(location);
  if (url.host !== REGISTRY.host) return location;
  return `http://${request.headers.host}${location.slice(location.indexOf('/', 'https://'.length))}`;
}

function failurePage(failure: UpstreamFailure): Answer {
  switch (failure) {
    case 'unreachable':
      return errorPage(502);
    case 'idle':
      return errorPage(504);
  }
}

/** The page of HTML that an ALB gives for its own errors. */
function errorPage(status: keyof typeof REASONS): Answer {
  const title = `${status} ${REASONS[status]}`;
  return {
    status,
    headers: [...SERVER, ['Content-Type', 'text/html']],
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** Bytes that are not HTTP never become a request, so the answer is written to the connection itself. */
function refuseMalformed(_error: Error, socket: Duplex): void {
  if (!socket.writable) return;
  const { body } = errorPage(400);
  const head = [
    `HTTP/1.1 400 ${REASONS[400]}`,
    'Server: awselb/2.0',
    'Content-Type: text/html',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
