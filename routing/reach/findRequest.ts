/**
 * Is there a request that some rules match and others do not? The heart of the linter: shadowing, overlap and drift
 * are all this one question.
 *
 * A rule does not match when one of its conditions fails. The search starts without any such demand, takes the
 * smallest request, and asks which unwanted rule still matches it: one of that rule's conditions has to fail, so
 * there is one branch for each. The smallest branch goes first, so the first request that no unwanted rule matches
 * is a smallest of all; when every branch is impossible there is none.
 */
import { compileCondition, isOpaque, type Matcher, viewOf } from '../conditions.ts';
import type { RoutingRequest } from '../request.ts';
import type { Condition, Rule } from '../schema.ts';
import { dimensionOf, findPart, type Part } from './dimensions.ts';
import { SearchLimitReached } from './language.ts';

/**
 * The answer; `because` are the unwanted rules that together leave no request. `assumes` are the conditions with regular
 * expressions that the request has to fit for this.
 */
export type Found =
  | { kind: 'found'; request: RoutingRequest; assumes: readonly Condition[] }
  | { kind: 'none'; because: readonly Rule[] }
  | { kind: 'undecided' };

/** Where requests arrive, for the fields that conditions do not look at. */
export type Arrival = Pick<RoutingRequest, 'protocol' | 'port'>;

/** Conditions that must fail, and the smallest parts that fit them, by dimension. */
interface Branch {
  fail: ReadonlyMap<string, readonly Condition[]>;
  parts: ReadonlyMap<string, Part>;
  size: number;
}

/** Begins the name of a header that stands for a regular expression; no real header has a space. */
const OPAQUE = 'opaque ';

const MAX_BRANCHES = 5_000;
const BASE = ['host-header', 'path-pattern', 'http-request-method', 'source-ip'];

/** Answers for one table; remembers parts that it has found before. */
export class RequestFinder {
  readonly #arrival: Arrival;
  readonly #parts = new Map<string, Part | null>();
  readonly #ids = new Map<string, number>();
  readonly #idOf = new WeakMap<Condition, number>();
  readonly #matchers = new WeakMap<Rule, readonly Matcher[]>();
  readonly #lowered = new WeakMap<Rule, Rule>();
  readonly #opaque = new Map<string, Condition>();

  constructor(arrival: Arrival) {
    this.#arrival = arrival;
  }

  /**
   * Finds a smallest request (fewest characters in host, path, headers and query) that every rule of `matched`
   * matches and no rule of `unmatched` does.
   */
  find(matched: readonly Rule[], unmatched: readonly Rule[]): Found {
    try {
      return this.#search(matched, unmatched);
    } catch (error) {
      if (error instanceof SearchLimitReached) return { kind: 'undecided' };
      throw error;
    }
  }

  #search(taken: readonly Rule[], refused: readonly Rule[]): Found {
    const matched = taken.map((rule) => this.#decidable(rule));
    const origins = new Map(refused.map((rule) => [this.#decidable(rule), rule]));
    const unmatched = [...origins.keys()];
    const hold = byDimension(matched);
    const because = new Set<Rule>();
    const seen = new Set<string>();
    const open: Branch[] = [];
    const root = this.#root(hold);
    if (root) open.push(root);
    for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
      const request = this.#requestOf(branch);
      const rival = this.#narrowest(branch, request, unmatched, hold);
      if (rival === null) return this.#answer(request);
      const { rule, branches } = rival;
      because.add(origins.get(rule) ?? rule);
      for (const next of branches) {
        const key = this.#keyOf(next);
        if (seen.has(key)) continue;
        if (seen.size >= MAX_BRANCHES) return { kind: 'undecided' };
        seen.add(key);
        insert(open, next);
      }
    }
    return { kind: 'none', because: [...because] };
  }

  /**
   * A regular expression is a yes or no of its own, so it becomes a header that is there or not. Equal expressions
   * become the same header: they say yes together.
   */
  #decidable(rule: Rule): Rule {
    if (!rule.conditions.some(isOpaque)) return rule;
    const known = this.#lowered.get(rule);
    if (known) return known;
    const conditions = rule.conditions.flatMap((condition): Condition[] => {
      if (!isOpaque(condition)) return [condition];
      const name = `${OPAQUE}${this.#id(condition)}`;
      this.#opaque.set(name, condition);
      const any = { type: 'http-header', values: ['*'] } as const;
      const answer: Condition = { ...any, name, values: ['*'] };
      // A header that is not there fits no expression.
      return condition.type === 'http-header'
        ? [{ ...any, name: condition.name, values: ['*'] }, answer]
        : [answer];
    });
    const lowered = { ...rule, conditions };
    this.#lowered.set(rule, lowered);
    return lowered;
  }

  #answer(request: RoutingRequest): Found {
    const headers = request.headers.filter(([name]) => !name.startsWith(OPAQUE));
    const assumes = request.headers.flatMap(([name]) => this.#opaque.get(name) ?? []);
    return { kind: 'found', request: { ...request, headers }, assumes };
  }

  #root(hold: ReadonlyMap<string, readonly Condition[]>): Branch | null {
    const parts = new Map<string, Part>();
    for (const dimension of new Set([...BASE, ...hold.keys()])) {
      const part = this.#part(dimension, hold.get(dimension) ?? [], []);
      if (part === null) return null;
      parts.set(dimension, part);
    }
    return { fail: new Map(), parts, size: sizeOf(parts) };
  }

  /**
   * Of the unwanted rules that match, the one with the fewest ways to fail: a dead end shows early, and one way out
   * is no choice at all. Null when none matches.
   */
  #narrowest(
    branch: Branch,
    request: RoutingRequest,
    unmatched: readonly Rule[],
    hold: ReadonlyMap<string, readonly Condition[]>,
  ): { rule: Rule; branches: Branch[] } | null {
    let best: { rule: Rule; branches: Branch[] } | null = null;
    for (const rule of unmatched) {
      if (!this.#matches(rule, request)) continue;
      const branches = rule.conditions
        .map((condition) => this.#failing(branch, condition, hold))
        .filter((next) => next !== null);
      if (best === null || branches.length < best.branches.length) best = { rule, branches };
      if (branches.length < 2) break;
    }
    return best;
  }

  #failing(
    branch: Branch,
    condition: Condition,
    hold: ReadonlyMap<string, readonly Condition[]>,
  ): Branch | null {
    const dimension = dimensionOf(condition);
    const fail = [...(branch.fail.get(dimension) ?? []), condition];
    const part = this.#part(dimension, hold.get(dimension) ?? [], fail);
    if (part === null) return null;
    const parts = new Map(branch.parts).set(dimension, part);
    return { fail: new Map(branch.fail).set(dimension, fail), parts, size: sizeOf(parts) };
  }

  #part(dimension: string, hold: readonly Condition[], fail: readonly Condition[]): Part | null {
    const key = `${dimension}|${this.#names(hold)}|${this.#names(fail)}`;
    const known = this.#parts.get(key);
    if (known !== undefined) return known;
    const part = findPart(dimension, hold, fail);
    this.#parts.set(key, part);
    return part;
  }

  /** Equal conditions share a number, so that equal questions are asked once. */
  #id(condition: Condition): number {
    const known = this.#idOf.get(condition);
    if (known !== undefined) return known;
    const text = JSON.stringify(condition);
    const id = this.#ids.get(text) ?? this.#ids.size;
    this.#ids.set(text, id);
    this.#idOf.set(condition, id);
    return id;
  }

  #names(conditions: readonly Condition[]): string {
    return [...new Set(conditions.map((condition) => this.#id(condition)))].sort((a, b) => a - b).join(',');
  }

  #keyOf({ fail }: Branch): string {
    return this.#names([...fail.values()].flat());
  }

  #matches(rule: Rule, request: RoutingRequest): boolean {
    const matchers = this.#matchers.get(rule) ?? rule.conditions.map(compileCondition);
    this.#matchers.set(rule, matchers);
    const view = viewOf(request);
    return matchers.every((match) => match.holds(view));
  }

  #requestOf({ parts }: Branch): RoutingRequest {
    const request = { ...this.#arrival, method: 'GET', host: '', path: '/', query: '', sourceIp: '' };
    const headers: Array<readonly [string, string]> = [];
    for (const { fields } of parts.values()) {
      headers.push(...(fields.headers ?? []));
      Object.assign(request, fields);
    }
    return { ...request, headers };
  }
}

function byDimension(rules: readonly Rule[]): Map<string, Condition[]> {
  const groups = new Map<string, Condition[]>();
  for (const condition of rules.flatMap((rule) => rule.conditions)) {
    const dimension = dimensionOf(condition);
    groups.set(dimension, [...(groups.get(dimension) ?? []), condition]);
  }
  return groups;
}

const sizeOf = (parts: ReadonlyMap<string, Part>) =>
  [...parts.values()].reduce((sum, { size }) => sum + size, 0);

/** Keeps the smallest branch last; among equals the newest, which is the nearest to an answer. */
function insert(open: Branch[], branch: Branch): void {
  const at = open.findIndex(({ size }) => size < branch.size);
  open.splice(at < 0 ? open.length : at, 0, branch);
}
