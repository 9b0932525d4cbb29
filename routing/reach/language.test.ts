import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Glob, matchGlob, parseGlob } from '../glob.ts';
import { shortestText } from './language.ts';

/** Every text over the letters up to a length, shortest first. */
function texts(letters: string, length: number): string[] {
  let last = [''];
  const all = [''];
  for (let size = 1; size <= length; size++) {
    last = last.flatMap((text) => [...letters].map((letter) => text + letter));
    all.push(...last);
  }
  return all;
}

/** `x` is never written in a pattern: it stands for every other character. */
const LETTERS = 'abx';
const LIMIT = 5;
const ALL_TEXTS = texts(LETTERS, LIMIT);

const glob = fc
  .string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 })
  .map((text) => parseGlob(text));
const globs = (minLength: number) => fc.array(glob, { minLength, maxLength: 3 });

const fitsOne = (group: readonly Glob[], text: string) => group.some((one) => matchGlob(one, text));

describe('shortestText', () => {
  it('agrees with exhaustive enumeration on 10,000 random queries, and its answer is a shortest one', () => {
    const groups = fc.array(globs(1), { minLength: 1, maxLength: 2 });
    const property = fc.property(groups, globs(0), (all, none) => {
      const answer = shortestText({ alphabet: LETTERS, all, none });
      const fits = (text: string) => all.every((group) => fitsOne(group, text)) && !fitsOne(none, text);
      const first = ALL_TEXTS.find(fits);
      const within = answer !== null && answer.length <= LIMIT;
      // Not `expect`: 10,000 calls of it take longer than the searches.
      return (answer === null || fits(answer)) && first?.length === (within ? answer.length : undefined);
    });
    fc.assert(property, { numRuns: 10_000 });
  }, 60_000);

  it('knows that no single pattern covers, but the union does', () => {
    const parse = (...patterns: string[]) => patterns.map((pattern) => parseGlob(pattern));
    const query = { alphabet: 'ab', all: [parse('?*')], none: parse('a*', 'b*') };
    expect(shortestText(query)).toBeNull();
    expect(shortestText({ ...query, alphabet: 'abc' })).toBe('c');
  });

  it('keeps wildcards on their side of a separator', () => {
    const all = [[parseGlob('a*|b')], [parseGlob('*|?')]];
    expect(shortestText({ alphabet: 'xab', separator: '|', all, none: [parseGlob('a|*')] })).toBe('ax|b');
  });
});
