/** Rules that get no request, and rules that share some: exact, by the union of all rules before them. */

import { requestOf } from '../checkExpectations.ts';
import { compileCondition, conditionsKey, isOpaque, viewOf } from '../conditions.ts';
import { describeCondition } from '../describe.ts';
import { type Glob, matchGlob, parseGlob } from '../glob.ts';
import { dimensionOf } from '../reach/dimensions.ts';
import type { Found } from '../reach/findRequest.ts';
import type { RoutingRequest } from '../request.ts';
import type { Condition, Rule } from '../schema.ts';
import {
  type Check,
  type Finding,
  finding,
  type ListenerRules,
  listed,
  named,
  sameAction,
} from './finding.ts';
import { isRefused } from './limits.ts';

/** A rule that gets requests, and a smallest one of them. */
export interface Reachable {
  rule: string;
  listener: string;
  witness: RoutingRequest;
}

const HOW = 'the rules are too entangled to decide within the limit of the search';

function undecided(listener: string, rules: readonly Rule[]): Finding {
  return finding('undecided', rules, {
    listeners: [listener],
    message: `Whether ${listed(rules.map(named))} clash is not known: ${HOW}.`,
    fix: 'Use fewer wildcards in one pattern, or fewer conditions that overlap.',
  });
}

/** Leaves out rules as long as the rest still takes everything. */
function smallestCover({ finder }: ListenerRules, rule: Rule, cover: readonly Rule[]): readonly Rule[] {
  return cover.reduce<readonly Rule[]>((kept, candidate) => {
    const without = kept.filter((other) => other !== candidate);
    return finder.find([rule], without).kind === 'none' ? without : kept;
  }, cover);
}

function shadow(on: ListenerRules, rule: Rule, index: number): Finding | null {
  const twin = on.rules
    .slice(0, index)
    .find((other) => conditionsKey(other.conditions) === conditionsKey(rule.conditions));
  if (twin) {
    return finding('identical-rules', [rule, twin], {
      listeners: [on.name],
      message: `${named(rule)} has the same conditions as ${named(twin)} and never gets a request.`,
      fix: 'Remove one of them.',
    });
  }
  const found = on.reached[index];
  if (found === undefined || found.kind === 'found') return null;
  if (found.kind === 'undecided') return undecided(on.name, [rule]);
  const cover = smallestCover(on, rule, found.because);
  if (cover.length === 0) {
    return finding('never-matches', [rule], {
      listeners: [on.name],
      message: `${named(rule)} matches no request that a client can send.`,
      fix: 'Correct its conditions, or remove it.',
    });
  }
  const first = Math.min(...cover.map(({ priority }) => priority));
  const move =
    first > 1
      ? `Give ${rule.name} a free priority below ${first}`
      : `Give ${listed(cover.map(({ name }) => name))} a free priority above ${rule.priority}`;
  return finding('shadowed', [rule, ...cover], {
    listeners: [on.name],
    message: `${named(rule)} never gets a request: ${listed(cover.map(named))} ${cover.length > 1 ? 'take all of them together' : 'takes all of them'}.`,
    fix: cover.every((other) => sameAction(other, rule))
      ? `Remove ${rule.name}: ${cover.length > 1 ? 'those before it do' : 'the one before it does'} the same.`
      : `${move}, or remove ${rule.name}.`,
  });
}

/** What is made of rules and conditions, each once: searches and matchers remember what they know. */
class Parts {
  readonly #parts = new Map<string, Rule>();
  readonly #globs = new WeakMap<Condition, readonly Glob[]>();

  /** A rule with nothing but its conditions of one dimension. */
  of(rule: Rule, dimension: string): Rule {
    const conditions = rule.conditions.filter((condition) => dimensionOf(condition) === dimension);
    const key = JSON.stringify(conditions);
    const part = this.#parts.get(key) ?? { ...rule, conditions };
    this.#parts.set(key, part);
    return part;
  }

  /** Whether one of the texts fits the rule's patterns of this type; a text with a `?` may. */
  mayTake({ conditions }: Rule, { type, values }: Outright): boolean {
    const condition = conditions.find((one) => one.type === type);
    if (condition?.type !== 'path-pattern' && condition?.type !== 'host-header') return true;
    const ignoreCase = type === 'host-header';
    const globs =
      this.#globs.get(condition) ?? condition.values.map((value) => parseGlob(value, { ignoreCase }));
    this.#globs.set(condition, globs);
    return (
      isOpaque(condition) ||
      values.some((text) => text.includes('?') || globs.some((one) => matchGlob(one, text)))
    );
  }
}

/**
 * Whether the later rule names requests in a part where the earlier one is wider: `/api/v1/*` behind GET `/api/*`. An
 * earlier rule that is as narrow or narrower everywhere, or looks at another part altogether, is a usual exception.
 */
function namesMore({ finder }: ListenerRules, parts: Parts, rule: Rule, winner: Rule): boolean {
  const own = new Set(rule.conditions.map(dimensionOf));
  return winner.conditions
    .map(dimensionOf)
    .some(
      (part) =>
        own.has(part) && finder.find([parts.of(winner, part)], [parts.of(rule, part)]).kind !== 'none',
    );
}

/** What a pattern names outright: `/api/*` names `/api/`, and `/*` or one with a `*` inside names nothing. */
function outright(pattern: string): string[] {
  const stem = pattern.replace(/\*+$/, '');
  return stem === '' || stem === '/' || stem.includes('*') ? [] : [stem];
}

/** A rule narrowed to the requests that its patterns name outright, by path or else by host. */
interface Outright {
  rule: Rule;
  type: 'path-pattern' | 'host-header';
  /** The patterns without the `*` at their ends. */
  values: readonly string[];
}

/** Null when a rule names no request outright. */
function explicit(rule: Rule): Outright | null {
  const has = (type: Condition['type']) => rule.conditions.some((condition) => condition.type === type);
  const type = has('path-pattern') ? 'path-pattern' : 'host-header';
  const conditions = rule.conditions.map((condition) =>
    (condition.type === 'path-pattern' || condition.type === 'host-header') && condition.type === type
      ? { ...condition, values: condition.values.flatMap(outright) }
      : condition,
  );
  const values = conditions.flatMap((one) =>
    one.type === 'path-pattern' || one.type === 'host-header' ? (one.type === type ? one.values : []) : [],
  );
  return values.length === 0 ? null : { rule: { ...rule, conditions }, type, values };
}

/** A request of the expectations that both rules match. */
function expectedOf(expected: readonly RoutingRequest[], rules: readonly Rule[]): RoutingRequest | undefined {
  const matchers = rules.flatMap(({ conditions }) => conditions.map(compileCondition));
  return expected.find((request) => {
    const view = viewOf(request);
    return matchers.every((matcher) => matcher.holds(view));
  });
}

/** What the checks of overlaps share. */
interface Named {
  /** Requests of the expectations. */
  expected: readonly RoutingRequest[];
  parts: Parts;
}

/** A request that a later rule names and an earlier one takes. */
function taken(
  on: ListenerRules,
  [rule, named]: readonly [Rule, Outright | null],
  at: number,
  { expected, parts }: Named,
): Found {
  const winner = on.rules[at];
  const none: Found = { kind: 'none', because: [] };
  if (winner === undefined || sameAction(rule, winner)) return none;
  const request = expectedOf(expected, [rule, winner]);
  if (request !== undefined) return { kind: 'found', request, assumes: [] };
  if (named === null || !parts.mayTake(winner, named) || !namesMore(on, parts, rule, winner)) return none;
  return on.finder.find([named.rule, winner], on.rules.slice(0, at));
}

/**
 * An earlier rule that takes requests which a later one names, and does something else with them. What a regular
 * expression takes is not known, so nothing is said of it here.
 */
function overlap(on: ListenerRules, rule: Rule, index: number, known: Named): Finding[] {
  const both = [rule, explicit(rule)] as const;
  const decided = ({ conditions }: Rule) => !conditions.some(isOpaque);
  if (!decided(rule)) return [];
  return on.rules.slice(0, index).flatMap((winner, at) => {
    if (!decided(winner)) return [];
    const found = taken(on, both, at, known);
    if (found.kind === 'none') return [];
    if (found.kind === 'undecided') return undecided(on.name, [rule, winner]);
    if (on.finder.find([winner], [rule]).kind === 'none') return [];
    return finding('partial-overlap', [rule, winner], {
      listeners: [on.name],
      message: `${named(winner)} takes some requests of ${named(rule)} and does something else with them.`,
      fix: `If ${winner.name} should win, say so with an expectation and narrow ${rule.name}; if not, narrow ${winner.name}.`,
      witness: found.request,
    });
  });
}

/** What a rule with regular expressions takes is not decided, nor what it leaves for those behind it. */
function opaque(on: ListenerRules, rule: Rule, index: number): Finding[] {
  if (!rule.conditions.some(isOpaque)) return [];
  const plain = { ...rule, conditions: rule.conditions.filter((condition) => !isOpaque(condition)) };
  const behind = on.rules
    .slice(index + 1)
    .filter((other) => !sameAction(other, rule) && on.finder.find([plain, other], []).kind !== 'none');
  const what = rule.conditions.filter(isOpaque).map(describeCondition).join(' and ');
  const rest =
    behind.length === 0 ? '' : ` So what is left for ${listed(behind.map(named))} is not decided either.`;
  return [
    finding('opaque', [rule], {
      listeners: [on.name],
      message: `What ${named(rule)} takes depends on regular expressions (${what}), which are not decided here.${rest}`,
      fix: 'Use values with * and ? where they are enough, or test these requests against AWS.',
    }),
  ];
}

/** Shadowed, identical and partly overlapping rules of every listener. */
export const checkShadowing: Check = ({ listeners, expectations }) => {
  const known: Named = { expected: (expectations ?? []).map(requestOf), parts: new Parts() };
  return listeners.flatMap((on) =>
    on.rules.flatMap((rule, index) => {
      if (isRefused(rule)) return [];
      const shadowed = shadow(on, rule, index);
      const rest = shadowed ? [shadowed] : overlap(on, rule, index, known);
      return [...opaque(on, rule, index), ...rest];
    }),
  );
};

/** For every rule that gets requests, a smallest one. */
export function reachable(listeners: readonly ListenerRules[]): Reachable[] {
  return listeners.flatMap(({ name, rules, reached }) =>
    rules.flatMap((rule, index) => {
      const found = reached[index];
      return found?.kind === 'found' ? [{ rule: rule.name, listener: name, witness: found.request }] : [];
    }),
  );
}
