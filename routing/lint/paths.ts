/** Path patterns that say a little less or a little more than their author meant. */
import { isCharacter, parseGlob, RUN } from '../glob.ts';
import type { RoutingRequest } from '../request.ts';
import type { Rule } from '../schema.ts';
import {
  type Check,
  type Finding,
  finding,
  type ListenerRules,
  named,
  pathPatterns,
  sameAction,
  withPath,
} from './finding.ts';

/** `/x/*` does not match `/x`. Quiet when `/x` goes the same way, or a rule names it outright. */
function missingBarePath(on: ListenerRules, rule: Rule): Finding[] {
  return pathPatterns(rule).flatMap((pattern) => {
    if (!pattern.endsWith('/*') || pattern.length < 3) return [];
    const bare = pattern.slice(0, -2);
    const settled = on.rules.filter((other) => sameAction(other, rule) || pathPatterns(other).includes(bare));
    const found = on.finder.find([withPath(rule, bare)], settled);
    if (found.kind !== 'found') return [];
    return finding('missing-bare-path', [rule], {
      listeners: [on.name],
      message: `${named(rule)} takes ${pattern} but not ${bare}.`,
      fix: `Add "${bare}" beside "${pattern}".`,
      witness: found.request,
    });
  });
}

const SLASH = '/'.charCodeAt(0);

/** `/x*` also matches `/xy`, which is seldom meant. */
function overMatch(on: ListenerRules, rule: Rule): Finding[] {
  return pathPatterns(rule).flatMap((pattern) => {
    const { tokens } = parseGlob(pattern);
    const stem = tokens.at(-2);
    if (tokens.at(-1) !== RUN || stem === undefined || !isCharacter(stem) || stem === SLASH) return [];
    const bare = pattern.replace(/\*+$/, '');
    const found = on.finder.find(
      [withPath(rule, pattern)],
      [withPath(rule, bare), withPath(rule, `${bare}/*`)],
    );
    if (found.kind !== 'found') return [];
    return finding('over-match', [rule], {
      listeners: [on.name],
      message: `${named(rule)} takes ${pattern}, so ${found.request.path} too.`,
      fix: `Write "${bare}" and "${bare}/*".`,
      witness: found.request,
    });
  });
}

/** Characters that AWS allows in a pattern and that common clients send percent-encoded. */
const ENCODED = /["$&+:@']/;

const percent = (char: string) =>
  ENCODED.test(char) ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : char;
const encodeAll = (path: string) => [...path].map(percent).join('');

/** The requests of a rule as a client would send them that encodes what it may. */
function encodedRequests(on: ListenerRules, rule: Rule, before: readonly Rule[]): RoutingRequest[] {
  return pathPatterns(rule).flatMap((pattern) => {
    const special = ENCODED.test(pattern);
    const found = special ? on.finder.find([withPath(rule, pattern)], before) : null;
    return found?.kind === 'found' ? [{ ...found.request, path: encodeAll(found.request.path) }] : [];
  });
}

/** All that path patterns get wrong without being illegal. */
export const checkPaths: Check = ({ router, listeners }) =>
  listeners.flatMap((on) =>
    on.rules.flatMap((rule, index) => [
      ...missingBarePath(on, rule),
      ...overMatch(on, rule),
      ...encodedRequests(on, rule, on.rules.slice(0, index))
        .filter((request) => router.decide(request).ifDecoded?.rule === rule.name)
        .map((witness) =>
          finding('encoding-sensitive', [rule], {
            listeners: [on.name],
            message: `${named(rule)} misses ${witness.path} unless AWS decodes paths before it matches, which AWS does not say.`,
            fix: 'Use letters, digits and - _ . ~ in patterns, or a ? in place of the character.',
            witness,
          }),
        ),
    ]),
  );
