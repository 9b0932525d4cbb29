/** Rules that get no request, and rules that share some: exact, by the union of all rules before them. */

import { requestOf } from '../checkExpectations.ts';
import { compileCondition, isOpaque, viewOf } from '../conditions.ts';
import { describeCondition } from '../describe.ts';
import { dimensionOf } from '../reach/dimensions.ts';
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

/** The same conditions in whatever order they and their values are written. */
function fingerprint({ conditions }: Rule): string {
  const text = (condition: Condition) =>
    JSON.stringify({ ...condition, values: condition.values.map((value) => JSON.stringify(value)).sort() });
  return conditions.map(text).sort().join();
}

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

function shadow(on: ListenerRules, rule: Rule, before: readonly Rule[]): Finding | null {
  const twin = before.find((other) => fingerprint(other) === fingerprint(rule));
  if (twin) {
    return finding('identical-rules', [rule, twin], {
      listeners: [on.name],
      message: `${named(rule)} has the same conditions as ${named(twin)} and never gets a request.`,
      fix: 'Remove one of them.',
    });
  }
  const found = on.finder.find([rule], before);
  if (found.kind === 'found') return null;
  if (found.kind === 'undecided') return undecided(on.name, [rule]);
  const cover = smallestCover(on, rule, found.because);
  if (cover.length === 0) {
    return finding('never-matches', [rule], {
      listeners: [on.name],
      message: `${named(rule)} matches no request that a client can send.`,
      fix: 'Correct its conditions, or remove it.',
    });
  }
  return finding('shadowed', [rule, ...cover], {
    listeners: [on.name],
    message: `${named(rule)} never gets a request: ${listed(cover.map(named))} take all of them${cover.length > 1 ? ' together' : ''}.`,
    fix: cover.every((other) => sameAction(other, rule))
      ? `Remove ${rule.name}: those before it do the same.`
      : `Give ${rule.name} a free priority below ${Math.min(...cover.map(({ priority }) => priority))}, or remove it.`,
  });
}

/** A rule with nothing but its conditions of one dimension. */
const partOf = (rule: Rule, dimension: string): Rule => ({
  ...rule,
  conditions: rule.conditions.filter((condition) => dimensionOf(condition) === dimension),
});

/**
 * Whether the later rule names requests in a part where the earlier one is wider: `/api/v1/*` behind GET `/api/*`. An
 * earlier rule that is as narrow or narrower everywhere, or looks at another part altogether, is a usual exception.
 */
function namesMore({ finder }: ListenerRules, rule: Rule, winner: Rule): boolean {
  const parts = new Set(rule.conditions.map(dimensionOf));
  return winner.conditions
    .map(dimensionOf)
    .some(
      (part) => parts.has(part) && finder.find([partOf(winner, part)], [partOf(rule, part)]).kind !== 'none',
    );
}

/** A request of the expectations that both rules match. */
function expectedOf(expected: readonly RoutingRequest[], rules: readonly Rule[]): RoutingRequest | undefined {
  const matchers = rules.flatMap(({ conditions }) => conditions.map(compileCondition));
  return expected.find((request) => {
    const view = viewOf(request);
    return matchers.every((matcher) => matcher.holds(view));
  });
}

/** An earlier rule that takes requests which a later one names, and does something else with them. */
function overlap(
  on: ListenerRules,
  rule: Rule,
  index: number,
  expected: readonly RoutingRequest[],
): Finding[] {
  return on.rules.slice(0, index).flatMap((winner, at) => {
    if (sameAction(rule, winner)) return [];
    const request = expectedOf(expected, [rule, winner]);
    if (request === undefined && !namesMore(on, rule, winner)) return [];
    const shared = on.finder.find([rule, winner], on.rules.slice(0, at));
    if (shared.kind === 'undecided') return undecided(on.name, [rule, winner]);
    if (shared.kind === 'none' || on.finder.find([winner], [rule]).kind === 'none') return [];
    return finding('partial-overlap', [rule, winner], {
      listeners: [on.name],
      message: `${named(winner)} takes some requests of ${named(rule)} and does something else with them.`,
      fix: `If ${winner.name} should win, say so with an expectation and narrow ${rule.name}; if not, narrow ${winner.name}.`,
      witness: request ?? shared.request,
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
  const expected = (expectations ?? []).map(requestOf);
  return listeners.flatMap((on) =>
    on.rules.flatMap((rule, index) => {
      if (isRefused(rule)) return [];
      const shadowed = shadow(on, rule, on.rules.slice(0, index));
      const rest = shadowed ? [shadowed] : overlap(on, rule, index, expected);
      return [...opaque(on, rule, index), ...rest];
    }),
  );
};

/** For every rule that gets requests, a smallest one. */
export function reachable(listeners: readonly ListenerRules[]): Reachable[] {
  return listeners.flatMap((on) =>
    on.rules.flatMap((rule, index) => {
      const found = on.finder.find([rule], on.rules.slice(0, index));
      return found.kind === 'found' ? [{ rule: rule.name, listener: on.name, witness: found.request }] : [];
    }),
  );
}
