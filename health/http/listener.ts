/** The HTTP face of the service: routes, methods, limits. It only ever reads what the prober knows. */
import type { IncomingMessage, RequestListener } from 'node:http';
import { clientAddress, rateKey } from './clientAddress.ts';
import type { Asked, Handler, Knowledge } from './handler.ts';
import { processHandlers, publicHandlers } from './handlers.ts';
import { createRateLimit } from './rateLimit.ts';
import { countHeader, headerIn } from './rawHeaders.ts';
import { ALLOW, refusals } from './refusals.ts';
import { options, type Reply } from './replies.ts';

export interface ListenerOptions extends Knowledge {
  /** Counts an answer. `route` is a path of the contract or `other`, never what the client sent. */
  readonly counted: (route: string, status: number) => void;
  /** Hears once that a proxy tells of clients, and that none is trusted: all of them share one limit. */
  readonly untrustedProxy: () => void;
  /** Hears of a defect of this service. */
  readonly defect: (error: unknown) => void;
}

type Guard = (request: IncomingMessage) => Reply | undefined;

interface Route {
  readonly name: string;
  readonly answer: (request: IncomingMessage, search: string) => Reply;
}

/**
 * Makes the listener; it answers every path of the contract. Every path is a plain text, so a map is all the router it
 * needs: a framework's request and response objects cost more than the answer.
 */
export function createListener(service: ListenerOptions): RequestListener {
  const overLimit = createLimitGuard(service);
  const routes = createRoutes(service, overLimit);
  const unknown: Route = {
    name: 'other',
    answer: (request) => overLimit(request) ?? withBody(request) ?? refusals.notFound(),
  };
  const answer = (request: IncomingMessage): { name: string; reply: Reply } => {
    try {
      // Node keeps the first of two and drops the other; a proxy in front may have believed the other.
      if (countHeader(request.rawHeaders, 'host') > 1) return { name: 'other', reply: refusals.twoHosts() };
      const { path, search } = splitTarget(request.url ?? '/');
      const route = routes.get(path) ?? unknown;
      return { name: route.name, reply: route.answer(request, search) };
    } catch (error) {
      service.defect(error);
      return { name: 'other', reply: refusals.defect() };
    }
  };
  return (request, response) => {
    const { name, reply } = answer(request);
    service.counted(name, reply.status);
    // Asks a client that keeps its connection to come back on a new one, which another instance will get.
    const headers = service.draining() ? { ...reply.headers, connection: 'close' } : reply.headers;
    response.writeHead(reply.status, headers).end(reply.body, reply.encoding);
  };
}

function createRoutes(service: Knowledge, overLimit: Guard): ReadonlyMap<string, Route> {
  const route = (name: string, handler: Handler, guard: Guard): [string, Route] => [
    name,
    { name, answer: (request, search) => guard(request) ?? byMethod(request, search, handler) },
  ];
  return new Map([
    ...[...processHandlers(service)].map(([path, handler]) => route(path, handler, () => undefined)),
    ...[...publicHandlers(service)].map(([path, handler]) => route(path, handler, overLimit)),
  ]);
}

function byMethod(request: IncomingMessage, search: string, handler: Handler): Reply {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return withBody(request) ?? handler(askedOf(request, search));
    case 'OPTIONS':
      return withBody(request) ?? options(ALLOW);
    default:
      return refusals.methodNotAllowed();
  }
}

function askedOf({ rawHeaders }: IncomingMessage, search: string): Asked {
  return {
    header: (name) => headerIn(rawHeaders, name),
    query: (name) => new URLSearchParams(search).get(name) ?? undefined,
  };
}

/** Path and query of a request target, which may be a whole URL (RFC 9112, section 3.2.2). */
function splitTarget(target: string): { readonly path: string; readonly search: string } {
  if (!target.startsWith('/') && URL.canParse(target)) {
    const { pathname, search } = new URL(target);
    return { path: pathname, search };
  }
  const at = target.indexOf('?');
  return at === -1 ? { path: target, search: '' } : { path: target.slice(0, at), search: target.slice(at) };
}

/** No path takes a body, so one is refused before any of it is read. */
const withBody: Guard = ({ rawHeaders }) => {
  const length = headerIn(rawHeaders, 'content-length') ?? '0';
  if (length === '0' && headerIn(rawHeaders, 'transfer-encoding') === undefined) return undefined;
  return refusals.contentTooLarge();
};

function createLimitGuard({ config, clock, untrustedProxy }: ListenerOptions): Guard {
  const limit = createRateLimit(config.rateLimitPerMinute);
  let told = config.trustedHops > 0;
  return ({ socket, rawHeaders }) => {
    const forwardedFor = headerIn(rawHeaders, 'x-forwarded-for');
    if (!told && forwardedFor !== undefined) {
      told = true;
      untrustedProxy();
    }
    const address = clientAddress(socket.remoteAddress, forwardedFor, config.trustedHops);
    const wait = limit.take(rateKey(address), clock.monotonic());
    if (wait === 0) return undefined;
    return refusals.tooManyRequests(config.rateLimitPerMinute, Math.ceil(wait / 1000));
  };
}
