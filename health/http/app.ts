/** The HTTP face of the service: routes, methods, limits. It only ever reads what the prober knows. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { clientAddress, rateKey } from './clientAddress.ts';
import type { Handler, Knowledge } from './handler.ts';
import { processHandlers, publicHandlers } from './handlers.ts';
import { createRateLimit } from './rateLimit.ts';
import { ALLOW, refusals } from './refusals.ts';
import { options, type Reply } from './replies.ts';

export interface AppOptions extends Knowledge {
  /** Counts an answer. `route` is a path of the contract or `other`, never what the client sent. */
  readonly counted: (route: string, status: number) => void;
  /** Hears of a defect of this service. */
  readonly defect: (error: unknown) => void;
}

type Env = { Bindings: Partial<HttpBindings> };
type Guard = (c: Context<Env>) => Reply | undefined;

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
  app.notFound((c) => finish('other', overLimit(c) ?? withBody(c) ?? refusals.notFound()));
  app.onError((error) => {
    service.defect(error);
    return finish('other', refusals.defect());
  });
  return app;
}

function byMethod(c: Context<Env>, handler: Handler): Reply {
  switch (c.req.method) {
    case 'GET':
    case 'HEAD':
      return (
        withBody(c) ?? handler({ header: (name) => c.req.header(name), query: (name) => c.req.query(name) })
      );
    case 'OPTIONS':
      return withBody(c) ?? options(ALLOW);
    default:
      return refusals.methodNotAllowed();
  }
}

/** No path takes a body, so one is refused before any of it is read. */
const withBody: Guard = (c) => {
  const length = c.req.header('content-length') ?? '0';
  if (length === '0' && c.req.header('transfer-encoding') === undefined) return undefined;
  return refusals.contentTooLarge();
};

function createLimitGuard({ config, clock }: Knowledge): Guard {
  const limit = createRateLimit(config.rateLimitPerMinute);
  return (c) => {
    const peer = c.env.incoming?.socket.remoteAddress;
    const address = clientAddress(peer, c.req.header('x-forwarded-for'), config.trustedHops);
    const wait = limit.take(rateKey(address), clock.monotonic());
    if (wait === 0) return undefined;
    return refusals.tooManyRequests(config.rateLimitPerMinute, Math.ceil(wait / 1000));
  };
}
