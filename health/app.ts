/** The HTTP face of the service: routes, methods, limits. It only ever reads what the prober knows. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { HEALTH_PATH } from '../endpoint.ts';
import { clientAddress, rateKey } from './client-address.ts';
import { type Handler, type Knowledge, processHandlers, publicHandlers } from './handlers.ts';
import { createRateLimit } from './rate-limit.ts';
import { options, problem, type Reply } from './replies.ts';

export interface AppOptions extends Knowledge {
  /** Counts an answer. `route` is a path of the contract or `other`, never what the client sent. */
  readonly counted: (route: string, status: number) => void;
  /** Hears of a defect of this service. */
  readonly defect: (error: unknown) => void;
}

type Env = { Bindings: Partial<HttpBindings> };
type Guard = (c: Context<Env>) => Reply | undefined;

const ALLOW = 'GET, HEAD, OPTIONS';

/** Makes the app; its `fetch` answers every path of the contract. */
export function createApp(service: AppOptions): Hono<Env> {
  const app = new Hono<Env>();
  const overLimit = createLimitGuard(service);
  const finish = (route: string, reply: Reply): Response => {
    service.counted(route, reply.status);
    // Asks a client that keeps its connection to come back on a new one, which another instance will get.
    const headers = service.draining() ? { ...reply.headers, connection: 'close' } : { ...reply.headers };
    return new Response(reply.body === '' ? null : reply.body, { status: reply.status, headers });
  };
  // One handler per path: Hono then needs no chain of middleware, which would cost more than the answer.
  const serve = (path: string, handler: Handler, guard: Guard) =>
    app.all(path, (c) => finish(path, guard(c) ?? byMethod(c, handler)));

  for (const [path, handler] of processHandlers(service)) serve(path, handler, () => undefined);
  for (const [path, handler] of publicHandlers(service)) serve(path, handler, overLimit);
  app.notFound((c) => finish('other', overLimit(c) ?? withBody(c) ?? notFound()));
  app.onError((error) => {
    service.defect(error);
    return finish('other', problem(500, 'Internal Server Error', 'The health service has a defect.'));
  });
  return app;
}

function byMethod(c: Context<Env>, handler: Handler): Reply {
  switch (c.req.method) {
    case 'GET':
    case 'HEAD':
      return withBody(c) ?? handler({ header: (name) => c.req.header(name) });
    case 'OPTIONS':
      return withBody(c) ?? options(ALLOW);
    default:
      // The connection ends, so that a body nobody wants need not be read.
      return problem(405, 'Method Not Allowed', `Use one of ${ALLOW}.`, {
        allow: ALLOW,
        connection: 'close',
      });
  }
}

function notFound(): Reply {
  return problem(404, 'Not Found', `There is nothing here. The report is at ${HEALTH_PATH}.`);
}

/** No path takes a body, so one is refused before any of it is read. */
const withBody: Guard = (c) => {
  const length = c.req.header('content-length') ?? '0';
  if (length === '0' && c.req.header('transfer-encoding') === undefined) return undefined;
  return problem(413, 'Content Too Large', 'Send the request without a body.', { connection: 'close' });
};

function createLimitGuard({ config, clock }: Knowledge): Guard {
  const limit = createRateLimit(config.rateLimitPerMinute);
  return (c) => {
    const peer = c.env.incoming?.socket.remoteAddress;
    const address = clientAddress(peer, c.req.header('x-forwarded-for'), config.trustedHops);
    const wait = limit.take(rateKey(address), clock.monotonic());
    if (wait === 0) return undefined;
    const seconds = String(Math.ceil(wait / 1000));
    const most = config.rateLimitPerMinute;
    const detail = `At most ${most} requests per minute and address. Try again in ${seconds} s.`;
    return problem(429, 'Too Many Requests', detail, { 'retry-after': seconds });
  };
}
