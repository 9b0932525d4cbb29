/**
 * What an Application Load Balancer does with a request. `compile` makes a table ready once; its `decide` says what
 * becomes of a request, its `explain` how that came about. Safe in the browser.
 */
import { type ConditionTrace, compileCondition, type Matcher, type View, viewOf } from './conditions.ts';
import { RoutingError } from './error.ts';
import { redirectLocation } from './redirect.ts';
import type { RoutingRequest } from './request.ts';
import type {
  Action,
  Authentication,
  Condition,
  Listener,
  Routes,
  Rule,
  TargetName,
  Transform,
} from './schema.ts';

/** What comes before and after the action that routes; both are left out when there are none. */
interface Surroundings {
  authenticate?: readonly Authentication[];
  transforms?: readonly Transform[];
}

/** What the client meets. `unknown` is a default action that the table does not tell. */
export type Outcome = Surroundings &
  (
    | {
        kind: 'forward';
        targets: ReadonlyArray<{ target: TargetName; weight: number }>;
        stickySeconds?: number;
      }
    | { kind: 'redirect'; status: 301 | 302; location: string }
    | { kind: 'fixed-response'; status: number; contentType: string; body: string }
    | { kind: 'unknown' }
  );

/** What becomes of a request. */
export interface Decision {
  /** Name of the listener that the request arrived at. */
  listener: string;
  /** The rule that took the request; null is the listener's default action. */
  rule: string | null;
  action: Outcome;
  /**
   * Rules with regular expressions that are asked before and may take the request. What they would do is not
   * decided; `rule` and `action` hold if none of them does.
   */
  undecided: readonly string[];
  /**
   * AWS does not say whether it decodes `%XX` before it matches. The decision is for the raw request; this is the
   * other answer when decoding once would change it, and null when it makes no difference.
   */
  ifDecoded: { path: string; query: string; rule: string | null; action: Outcome } | null;
}

/** One rule's part in a decision. */
export interface RuleTrace {
  rule: string;
  priority: number;
  /** `passed-over`: it matches, but a rule before it took the request. `undecided`: a regular expression decides. */
  outcome: 'taken' | 'passed-over' | 'no-match' | 'undecided';
  conditions: readonly ConditionTrace[];
}

/** A decision, with every rule of the listener in the order they are asked. */
export interface Explanation extends Decision {
  trace: RuleTrace[];
}

/** A table that is ready to answer. */
export interface Router {
  readonly routes: Routes;
  /** @throws RoutingError `no-listener` when nothing listens on the request's protocol and port. */
  decide(request: RoutingRequest): Decision;
  /** @throws RoutingError `no-listener` when nothing listens on the request's protocol and port. */
  explain(request: RoutingRequest): Explanation;
}

interface ReadyRule {
  rule: Rule;
  matchers: readonly Matcher[];
  /** The same, in the order in which a no comes soonest. */
  soonest: readonly Matcher[];
  opaque: boolean;
}
interface ReadyListener {
  name: string;
  listener: Listener;
  rules: readonly ReadyRule[];
}

/** The rules of one listener in the order they are asked; equal priorities keep their order in the file. */
export function rulesOf(routes: Routes, listener: string): Rule[] {
  return routes.rules
    .filter((rule) => rule.listeners.includes(listener))
    .sort((one, other) => one.priority - other.priority);
}

/** What a rule does with a request that it takes. */
export function outcomeOfRule({ action, authenticate, transforms }: Rule, request: RoutingRequest): Outcome {
  return {
    ...outcomeOf(action, request),
    ...(authenticate === undefined ? {} : { authenticate }),
    ...(transforms === undefined ? {} : { transforms }),
  };
}

/** What a listener does with a request that no rule takes. */
export function defaultOutcome(
  { defaultAction, defaultAuthenticate }: Listener,
  request: RoutingRequest,
): Outcome {
  if (defaultAction === null) return { kind: 'unknown' };
  const outcome = outcomeOf(defaultAction, request);
  return defaultAuthenticate === undefined ? outcome : { ...outcome, authenticate: defaultAuthenticate };
}

function outcomeOf(action: Action, request: RoutingRequest): Outcome {
  switch (action.type) {
    case 'forward': {
      const { targets, stickySeconds } = action;
      return { kind: 'forward', targets, ...(stickySeconds === undefined ? {} : { stickySeconds }) };
    }
    case 'redirect':
      return { kind: 'redirect', status: action.status, location: redirectLocation(action, request) };
    case 'fixed-response':
      return {
        kind: 'fixed-response',
        status: action.status,
        contentType: action.contentType,
        body: action.body,
      };
  }
}

/** Whether the conditions hold as far as they can be decided. */
function holds({ soonest }: ReadyRule, view: View): boolean {
  // An iterator would cost more than most conditions do.
  for (let index = 0; index < soonest.length; index++)
    if (soonest[index]?.holds(view) === false) return false;
  return true;
}

/** Yes, no, or null where a regular expression decides. */
function mayHold({ matchers }: ReadyRule, view: View): boolean | null {
  const found = matchers.map((matcher) => matcher.trace(view).matched);
  if (found.includes(false)) return false;
  return found.includes(null) ? null : true;
}

function choose({ rules }: ReadyListener, view: View): { taken: Rule | null; undecided: string[] } {
  const undecided: string[] = [];
  for (const ready of rules) {
    const matched = ready.opaque ? mayHold(ready, view) : holds(ready, view);
    if (matched === true) return { taken: ready.rule, undecided };
    if (matched === null) undecided.push(ready.rule.name);
  }
  return { taken: null, undecided };
}

/** Decodes `%XX` once; sequences that are not UTF-8 stay as they are. */
function decodeOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

const ESCAPE = /%[0-9a-f]{2}/i;

function decide(ready: ReadyListener, request: RoutingRequest): Omit<Decision, 'ifDecoded'> {
  const { taken, undecided } = choose(ready, viewOf(request));
  const action = taken ? outcomeOfRule(taken, request) : defaultOutcome(ready.listener, request);
  return { listener: ready.name, rule: taken?.name ?? null, action, undecided };
}

function decideDecoded(
  ready: ReadyListener,
  request: RoutingRequest,
  rule: string | null,
): Decision['ifDecoded'] {
  if (!ESCAPE.test(request.path) && !ESCAPE.test(request.query)) return null;
  const path = decodeOnce(request.path);
  const query = decodeOnce(request.query);
  if (path === request.path && query === request.query) return null;
  const decoded = decide(ready, { ...request, path, query });
  return decoded.rule === rule ? null : { path, query, rule: decoded.rule, action: decoded.action };
}

function traceOf({ rules }: ReadyListener, request: RoutingRequest): RuleTrace[] {
  const view = viewOf(request);
  let taken = false;
  return rules.map(({ rule, matchers }) => {
    const conditions = matchers.map((matcher) => matcher.trace(view));
    const failed = conditions.some(({ matched }) => matched === false);
    const unsure = conditions.some(({ matched }) => matched === null);
    const matched = !failed && !unsure;
    const outcome = failed ? 'no-match' : unsure ? 'undecided' : taken ? 'passed-over' : 'taken';
    taken ||= matched;
    return { rule: rule.name, priority: rule.priority, outcome, conditions };
  });
}

/** Paths differ most from rule to rule and are compared fastest; headers and queries have to be looked for first. */
const SOONEST: ReadonlyArray<Condition['type']> = [
  'path-pattern',
  'http-request-method',
  'host-header',
  'source-ip',
  'http-header',
  'query-string',
];

function prepareRule(rule: Rule): ReadyRule {
  const ready = rule.conditions.map((condition) => ({
    matcher: compileCondition(condition),
    place: SOONEST.indexOf(condition.type),
  }));
  const matchers = ready.map(({ matcher }) => matcher);
  return {
    rule,
    matchers,
    soonest: ready.toSorted((one, other) => one.place - other.place).map(({ matcher }) => matcher),
    opaque: matchers.some(({ opaque }) => opaque),
  };
}

function prepare(routes: Routes): Map<string, ReadyListener> {
  const prepared = new Map(routes.rules.map((rule) => [rule, prepareRule(rule)] as const));
  return new Map(
    Object.entries(routes.listeners).map(([name, listener]) => {
      const rules = rulesOf(routes, name).flatMap((rule) => prepared.get(rule) ?? []);
      return [`${listener.protocol}:${listener.port}`, { name, listener, rules }];
    }),
  );
}

/**
 * Makes a table ready. Rules are asked in order of priority, the first whose conditions all hold takes the request, the
 * listener's default action comes last (AWS, "Listener rules"). A change of `routes` afterwards changes nothing:
 * compile it again.
 *
 * @example
 * const router = compile(await loadRoutes());
 * router.decide(parseRequest('https://registry.hokus.ai/api/mlflow')).rule; // 'mlflow-api'
 */
export function compile(routes: Routes): Router {
  const listeners = prepare(routes);
  const arrivedAt = ({ protocol, port }: RoutingRequest): ReadyListener => {
    const ready = listeners.get(`${protocol}:${port}`);
    if (ready) return ready;
    throw new RoutingError(
      'no-listener',
      `Nothing listens for ${protocol} on port ${port}.`,
      `The table has ${[...listeners.keys()].join(', ')}.`,
    );
  };
  const answer = (ready: ReadyListener, request: RoutingRequest): Decision => {
    const { listener, rule, action, undecided } = decide(ready, request);
    return { listener, rule, action, undecided, ifDecoded: decideDecoded(ready, request, rule) };
  };
  return {
    routes,
    decide: (request) => answer(arrivedAt(request), request),
    explain: (request) => {
      const ready = arrivedAt(request);
      return { ...answer(ready, request), trace: traceOf(ready, request) };
    },
  };
}
