/** What an Application Load Balancer does with a request: the decision, and how it came about. */
import { type ConditionTrace, compileCondition, type Matcher } from './conditions.ts';
import { RoutingError } from './error.ts';
import { redirectLocation } from './redirect.ts';
import type { RoutingRequest } from './request.ts';
import type { Action, Routes, Rule, TargetName } from './schema.ts';

/** What the client meets. */
export type Outcome =
  | { kind: 'forward'; targets: ReadonlyArray<{ target: TargetName; weight: number }> }
  | { kind: 'redirect'; status: 301 | 302; location: string }
  | { kind: 'fixed-response'; status: number; contentType: string; body: string };

/** One rule's part in a decision. */
export type RuleTrace = {
  rule: string;
  priority: number;
  /** `passed-over`: it matches, but a rule before it took the request. */
  outcome: 'taken' | 'passed-over' | 'no-match';
  conditions: readonly ConditionTrace[];
};

export type Decision = {
  /** Name of the listener that the request arrived at. */
  listener: string;
  /** The rule that took the request; null is the listener's default action. */
  rule: string | null;
  action: Outcome;
  /** Every rule of the listener in the order they are asked. */
  trace: RuleTrace[];
  /**
   * AWS does not say whether it decodes `%XX` before it matches. The decision is for the raw request; this is the
   * other answer when decoding once would change it, and null when it makes no difference.
   */
  ifDecoded: { path: string; query: string; rule: string | null; action: Outcome } | null;
};

type ReadyRule = { rule: Rule; matchers: readonly Matcher[] };
type ReadyListener = { name: string; defaultAction: Action; rules: readonly ReadyRule[] };

const ready = new WeakMap<Routes, Map<string, ReadyListener>>();

/** The rules of one listener in the order they are asked; equal priorities keep their order in the file. */
export function rulesOf(routes: Routes, listener: string): Rule[] {
  return routes.rules
    .filter((rule) => rule.listeners.includes(listener))
    .sort((one, other) => one.priority - other.priority);
}

function prepare(routes: Routes): Map<string, ReadyListener> {
  const known = ready.get(routes);
  if (known) return known;
  const matchers = new Map(routes.rules.map((rule) => [rule, rule.conditions.map(compileCondition)]));
  const listeners = new Map<string, ReadyListener>();
  for (const [name, { protocol, port, defaultAction }] of Object.entries(routes.listeners)) {
    const rules = rulesOf(routes, name).map((rule) => ({ rule, matchers: matchers.get(rule) ?? [] }));
    listeners.set(`${protocol}:${port}`, { name, defaultAction, rules });
  }
  ready.set(routes, listeners);
  return listeners;
}

function outcomeOf(action: Action, request: RoutingRequest): Outcome {
  switch (action.type) {
    case 'forward':
      return { kind: 'forward', targets: action.targets };
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

function decide(listener: ReadyListener, request: RoutingRequest): Omit<Decision, 'ifDecoded'> {
  let taken: Rule | null = null;
  const trace: RuleTrace[] = [];
  for (const { rule, matchers } of listener.rules) {
    const conditions = matchers.map((matcher) => matcher.trace(request));
    const matched = conditions.every((condition) => condition.matched);
    const outcome = matched ? (taken ? 'passed-over' : 'taken') : 'no-match';
    if (matched) taken ??= rule;
    trace.push({ rule: rule.name, priority: rule.priority, outcome, conditions });
  }
  const action = outcomeOf(taken?.action ?? listener.defaultAction, request);
  return { listener: listener.name, rule: taken?.name ?? null, action, trace };
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

function decideDecoded(
  listener: ReadyListener,
  request: RoutingRequest,
  rule: string | null,
): Decision['ifDecoded'] {
  const path = decodeOnce(request.path);
  const query = decodeOnce(request.query);
  if (path === request.path && query === request.query) return null;
  const decoded = decide(listener, { ...request, path, query });
  return decoded.rule === rule ? null : { path, query, rule: decoded.rule, action: decoded.action };
}

/**
 * Decides a request. Rules are asked in order of priority, the first whose conditions all hold takes it, the
 * listener's default action comes last (AWS, "Listener rules"). The table is made ready once and remembered, so
 * do not change `routes` after the first call.
 *
 * @throws RoutingError `no-listener` when nothing listens on the request's protocol and port.
 */
export function evaluate(routes: Routes, request: RoutingRequest): Decision {
  const listeners = prepare(routes);
  const listener = listeners.get(`${request.protocol}:${request.port}`);
  if (!listener) {
    throw new RoutingError(
      'no-listener',
      `Nothing listens for ${request.protocol} on port ${request.port}.`,
      `The table has ${[...listeners.keys()].join(', ')}.`,
    );
  }
  const decision = decide(listener, request);
  return { ...decision, ifDecoded: decideDecoded(listener, request, decision.rule) };
}
