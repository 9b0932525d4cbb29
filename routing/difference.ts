/**
 * The exact difference between two tables: which classes of requests change what they meet, each with a smallest
 * request that shows it. A class is what one rule takes before and one rule takes after. The search is exact, so a
 * class that is not listed has no request at all. Safe in the browser.
 */
import { defaultOutcome, type Outcome, outcomeOfRule, rulesOf } from './compile.ts';
import { conditionsKey, isOpaque } from './conditions.ts';
import { describeAction, describeCondition, describeOutcome } from './describe.ts';
import { type Arrival, type Found, RequestFinder } from './reach/findRequest.ts';
import type { RoutingRequest } from './request.ts';
import type { Action, Condition, Listener, Routes, Rule } from './schema.ts';

/** Who takes a class of requests, and what they meet there. */
export interface Side {
  /** Null is the listener's default action. */
  rule: string | null;
  outcome: Outcome;
  /** The action as it is written, placeholders and all. */
  written: string;
}

/** A class of requests that changes what it meets. */
export interface TrafficChange {
  listener: string;
  /** The conditions that its requests fit, for example "host a.ai; path /b/*". */
  requests: string;
  before: Side;
  after: Side;
  /** A smallest request of the class. */
  witness: RoutingRequest;
  /** Conditions with regular expressions that the requests have to fit: whether one does is not decided here. */
  assumes: readonly string[];
  /** Rules with regular expressions that are asked before, in either table, and may take these requests. */
  unless: readonly string[];
}

/** A pair of rules for which the search met its limit. */
export interface UndecidedPair {
  listener: string;
  before: string | null;
  after: string | null;
}

export interface Difference {
  changes: TrafficChange[];
  /** Listeners that only one of the tables has. */
  added: string[];
  removed: string[];
  undecided: UndecidedPair[];
}

/** A rule as it is asked, with the listener's default action as the last. */
interface Asked {
  rule: Rule;
  isDefault: boolean;
  outcome: (request: RoutingRequest) => Outcome;
  written: () => string;
  /** The same text for rules that do the same with every request, as far as their words say it. */
  key: string;
  conditions: string;
}

const gcd = (one: number, other: number): number => (other === 0 ? one : gcd(other, one % other));

/** Shares in place of weights: 1 to 1 and 5 to 5 are the same, and a weight of 0 gets nothing. */
function shares(targets: ReadonlyArray<{ target: string; weight: number }>): string[] {
  const used = targets.filter(({ weight }) => weight > 0);
  const counted = used.length > 0 ? used : targets;
  const unit = counted.reduce((sum, { weight }) => gcd(sum, weight), 0) || 1;
  return counted.map(({ target, weight }) => `${target} ${weight / unit}`).sort();
}

/** The same text for outcomes that no client can tell apart. */
export function outcomeKey(outcome: Outcome): string {
  if (outcome.kind !== 'forward') return JSON.stringify(outcome);
  const { targets, stickySeconds, authenticate, transforms } = outcome;
  const all = shares(targets);
  return JSON.stringify(['forward', all, all.length > 1 ? stickySeconds : null, authenticate, transforms]);
}

const ANYTHING: RoutingRequest = {
  protocol: 'https',
  port: 443,
  method: 'GET',
  host: '#{host}',
  path: '/#{path}',
  query: '#{query}',
  headers: [],
  sourceIp: '',
};

/** The rules of a listener, its default action last; `at` is where requests arrive. */
function askedOn(routes: Routes, name: string, listener: Listener, at: Arrival): Asked[] {
  const anything = { ...ANYTHING, ...at };
  const asked = (rest: Omit<Asked, 'key'>): Asked => ({ ...rest, key: outcomeKey(rest.outcome(anything)) });
  const last: Rule = {
    name: 'default action',
    priority: Number.POSITIVE_INFINITY,
    listeners: [name],
    conditions: [],
    action: listener.defaultAction ?? { type: 'forward', targets: [] },
    why: 'The end of every table.',
  };
  return [
    ...rulesOf(routes, name).map((rule) =>
      asked({
        rule,
        isDefault: false,
        outcome: (request) => outcomeOfRule(rule, request),
        written: () => describeAction(rule.action, rule),
        conditions: conditionsKey(rule.conditions),
      }),
    ),
    asked({
      rule: last,
      isDefault: true,
      outcome: (request) => defaultOutcome(listener, request),
      written: () => describeAction(listener.defaultAction, { authenticate: listener.defaultAuthenticate }),
      conditions: '',
    }),
  ];
}

type Redirect = Extract<Action, { type: 'redirect' }>;

const redirectOf = ({ rule: { action }, isDefault }: Asked): Redirect | null =>
  action.type === 'redirect' && !(isDefault && action === null) ? action : null;

const MAX_TRIES = 12;

const pseudoRule = (conditions: Condition[]): Rule => ({
  name: 'one request',
  priority: 0,
  listeners: [],
  conditions,
  action: { type: 'forward', targets: [] },
  why: 'Leads a search.',
});

const ANY_QUERY = pseudoRule([{ type: 'query-string', values: [{ value: '*' }] }]);
const literally = (text: string) => text.replace(/[*?]/g, '?');

/** Requests like this one in all that the two redirects write differently. */
function likeIt(request: RoutingRequest, one: Redirect, other: Redirect): Rule | null {
  const conditions: Condition[] = [];
  if (one.host !== other.host) conditions.push({ type: 'host-header', values: [literally(request.host)] });
  if (one.path !== other.path) conditions.push({ type: 'path-pattern', values: [literally(request.path)] });
  return conditions.length > 0 ? pseudoRule(conditions) : null;
}

/**
 * Two redirects may lead some requests to one place though they are written differently, `#{host}` and a host for
 * example. So what they do to the request found decides, and others are tried as long as it is the same.
 */
function findRedirected(
  finder: RequestFinder,
  [one, other]: readonly [Asked, Asked],
  [left, right]: readonly [Redirect, Redirect],
  unmatched: readonly Rule[],
): Found {
  const matched = [one.rule, other.rule];
  const starts = left.query === right.query ? [matched] : [[...matched, ANY_QUERY], matched];
  for (const start of starts) {
    const excluded: Rule[] = [];
    for (let tries = 0; ; tries++) {
      if (tries === MAX_TRIES) return { kind: 'undecided' };
      const found = finder.find(start, [...unmatched, ...excluded]);
      if (found.kind === 'undecided') return found;
      if (found.kind === 'none') break;
      if (outcomeKey(one.outcome(found.request)) !== outcomeKey(other.outcome(found.request))) return found;
      const same = likeIt(found.request, left, right);
      if (same === null) break;
      excluded.push(same);
    }
  }
  return { kind: 'none', because: [] };
}

function findPair(finder: RequestFinder, one: Asked, other: Asked, unmatched: readonly Rule[]): Found {
  const [left, right] = [redirectOf(one), redirectOf(other)];
  if (left && right && left.status === right.status) {
    const rest = ({ rule: { authenticate, transforms } }: Asked) =>
      JSON.stringify([authenticate, transforms]);
    if (rest(one) === rest(other)) return findRedirected(finder, [one, other], [left, right], unmatched);
  }
  return finder.find([one.rule, other.rule], unmatched);
}

/** The conditions of a class in words: those of both rules, each once. */
function requestsOf(one: Rule, other: Rule): string {
  const words = [...new Set([...one.conditions, ...other.conditions].map(describeCondition))];
  return words.length === 0 ? 'everything else' : words.join('; ');
}

/** What is asked before a rule, each set of conditions once. */
function before(asked: readonly Asked[], index: number): Map<string, Rule> {
  return new Map(asked.slice(0, index).map(({ conditions, rule }) => [conditions, rule]));
}

/** A class of requests, found: who takes it before and after, and its smallest request. */
export interface FoundClass {
  listener: string;
  before: Rule | null;
  after: Rule | null;
  witness: RoutingRequest;
}

interface Visit {
  /** Whether a pair of rules is worth a search. */
  wanted: (one: Asked, other: Asked) => boolean;
  found: (
    one: Asked,
    other: Asked,
    found: Exclude<Found, { kind: 'none' }>,
    /** Names of rules before them that may take the requests: whether they do is not decided. */
    unless: () => string[],
  ) => void;
}

/** Rules with regular expressions that may take requests of both rules. */
function mayTake(finder: RequestFinder, pair: readonly Rule[], sooner: readonly Rule[]): string[] {
  const names = sooner
    .filter(({ conditions }) => conditions.some(isOpaque))
    .filter((rule) => {
      const decided = { ...rule, conditions: rule.conditions.filter((one) => !isOpaque(one)) };
      return finder.find([...pair, decided], []).kind !== 'none';
    })
    .map(({ name }) => name);
  return [...new Set(names)];
}

/** Goes through all pairs of a rule before and a rule after that some request meets. */
function visitPairs(name: string, [from, to]: readonly [Routes, Routes], { wanted, found }: Visit): void {
  const [old, fresh] = [from.listeners[name], to.listeners[name]];
  if (!old || !fresh) return;
  const at: Arrival = { protocol: fresh.protocol, port: fresh.port };
  const [olds, freshs] = [askedOn(from, name, old, at), askedOn(to, name, fresh, at)];
  const finder = new RequestFinder(at);
  const sooners = freshs.map((_, index) => before(freshs, index));
  for (const [i, one] of olds.entries()) {
    const earlier = before(olds, i);
    for (const [j, other] of freshs.entries()) {
      const sooner = sooners[j];
      if (!sooner || earlier.has(other.conditions) || sooner.has(one.conditions) || !wanted(one, other))
        continue;
      const answer = findPair(finder, one, other, [...new Map([...earlier, ...sooner]).values()]);
      if (answer.kind === 'none') continue;
      const all = [...earlier.values(), ...sooner.values()];
      found(one, other, answer, () => mayTake(finder, [one.rule, other.rule], all));
    }
  }
}

const nameOf = ({ rule, isDefault }: Asked): string | null => (isDefault ? null : rule.name);

/**
 * Compares two tables, listener by listener and target by target: their names must mean the same in both.
 *
 * @example
 * difference(await loadRoutes('today.json'), await loadRoutes('tomorrow.json')).changes;
 */
export function difference(from: Routes, to: Routes): Difference {
  const changes: TrafficChange[] = [];
  const undecided: UndecidedPair[] = [];
  for (const listener of Object.keys(to.listeners)) {
    visitPairs(listener, [from, to], {
      wanted: (one, other) => one.key !== other.key,
      found: (one, other, answer, unless) => {
        if (answer.kind === 'undecided') {
          undecided.push({ listener, before: nameOf(one), after: nameOf(other) });
          return;
        }
        const { request: witness, assumes } = answer;
        const sides = [one, other].map((asked) => ({
          rule: nameOf(asked),
          outcome: asked.outcome(witness),
          written: asked.written(),
        }));
        const [before, after] = sides;
        if (!before || !after) return;
        const unsure = [...assumes, ...[one, other].flatMap(({ rule }) => rule.conditions.filter(isOpaque))];
        changes.push({
          listener,
          requests: requestsOf(one.rule, other.rule),
          before,
          after,
          witness,
          assumes: [...new Set(unsure.map(describeCondition))],
          unless: unless(),
        });
      },
    });
  }
  const missing = (one: Routes, other: Routes) =>
    Object.keys(one.listeners).filter((name) => !(name in other.listeners));
  return { changes, undecided, added: missing(to, from), removed: missing(from, to) };
}

/**
 * A smallest request of every class that one of the rules takes, before or after, whether or not it changes what it
 * meets: requests to try while a change is under way.
 */
export function classesOf(from: Routes, to: Routes, isConcerned: (rule: Rule) => boolean): FoundClass[] {
  const classes: FoundClass[] = [];
  for (const listener of Object.keys(to.listeners)) {
    visitPairs(listener, [from, to], {
      wanted: (one, other) => isConcerned(one.rule) || isConcerned(other.rule),
      found: (one, other, answer) => {
        if (answer.kind !== 'found') return;
        const rule = (asked: Asked) => (asked.isDefault ? null : asked.rule);
        classes.push({ listener, before: rule(one), after: rule(other), witness: answer.request });
      },
    });
  }
  return classes;
}

/** What the requests meet before and after, in words; in full where the words are the same. */
export function describeSides({ before, after }: Pick<TrafficChange, 'before' | 'after'>): [string, string] {
  const [one, other] = [describeOutcome(before.outcome), describeOutcome(after.outcome)];
  return one === other ? [JSON.stringify(before.outcome), JSON.stringify(after.outcome)] : [one, other];
}

/** The effect of a change in one line: the same for the same change, so that it can be agreed to in a file. */
export function effectOf({ listener, requests, before, after }: TrafficChange): string {
  const same = before.written === after.written;
  const text = ({ written, outcome }: Side) => (same ? `${written} ${JSON.stringify(outcome)}` : written);
  return `${listener}: ${requests}: ${text(before)} → ${text(after)}`;
}
