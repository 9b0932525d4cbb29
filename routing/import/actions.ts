/** Actions that route, made of what other tools say, with what AWS assumes where they say nothing. */
import { RoutingError } from '../error.ts';
import { type Action, authenticationSchema } from '../schema.ts';

const AUTHENTICATES: ReadonlySet<string> = new Set(authenticationSchema.shape.type.options);
const ROUTES: ReadonlySet<string> = new Set(['forward', 'redirect', 'fixed-response']);

/**
 * Holds a list of actions against the only order that AWS takes: those that authenticate, then the one that routes.
 *
 * @throws RoutingError `not-understood`: to drop one of them would be a guess.
 */
export function checkOrder(types: readonly string[], source: string): void {
  const last = types.at(-1) ?? '';
  if (ROUTES.has(last) && types.slice(0, -1).every((type) => AUTHENTICATES.has(type))) return;
  throw new RoutingError(
    'not-understood',
    `${source}: actions: expected one that routes, after those that authenticate; got ${types.join(', ')}.`,
    `The last is one of ${[...ROUTES].join(', ')}; before it may come ${[...AUTHENTICATES].join(', ')}.`,
  );
}

const CONTENT_TYPES = [
  'text/plain',
  'text/css',
  'text/html',
  'application/javascript',
  'application/json',
] as const;

/** The content type as AWS has it; text when it is not told. */
function toContentType(text: string | null | undefined): (typeof CONTENT_TYPES)[number] {
  return CONTENT_TYPES.find((type) => type === text) ?? 'text/plain';
}

/** A forward; the weight of a sole target says nothing, unless it is 0. */
export function toForward(
  targets: Array<{ target: string; weight: number }>,
  stickySeconds: number | null | undefined,
): Action {
  const [only] = targets;
  const alone = targets.length === 1 && only !== undefined && only.weight > 0;
  return {
    type: 'forward',
    targets: alone ? [{ ...only, weight: 1 }] : targets,
    ...(stickySeconds && !alone ? { stickySeconds } : {}),
  };
}

type Told = string | null | undefined;

/** A redirect; a part that is not told stays what it is in the request. */
export function toRedirect(told: {
  code: 'HTTP_301' | 'HTTP_302';
  protocol?: Told;
  host?: Told;
  port?: Told;
  path?: Told;
  query?: Told;
}): Action {
  return {
    type: 'redirect',
    status: told.code === 'HTTP_301' ? 301 : 302,
    protocol: told.protocol ?? '#{protocol}',
    host: told.host ?? '#{host}',
    port: told.port ?? '#{port}',
    path: told.path ?? '/#{path}',
    query: told.query ?? '#{query}',
  };
}

/** A fixed response; without a body it is empty. */
export function toFixedResponse(status: number, contentType: Told, body: Told): Action {
  return { type: 'fixed-response', status, contentType: toContentType(contentType), body: body ?? '' };
}
