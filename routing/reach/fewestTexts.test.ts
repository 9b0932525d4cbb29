import { describe, expect, it } from 'vitest';
import { parseGlob } from '../glob.ts';
import { fewestTexts } from './fewestTexts.ts';
import { SearchLimitReached, shortestText } from './language.ts';

const globs = (...patterns: string[]) => patterns.map((pattern) => parseGlob(pattern));

function fewest(groups: string[][], none: string[] = []): string[] | null {
  return fewestTexts(
    groups.map((patterns) => globs(...patterns)),
    (all) => shortestText({ alphabet: 'xab', all, none: globs(...none) }),
  );
}

describe('fewestTexts', () => {
  it('shares one text between conditions', () => {
    expect(fewest([['a*'], ['*b']])).toEqual(['ab']);
  });

  it('takes two texts when a shared one would be longer', () => {
    expect(fewest([['a*'], ['*b']], ['ab', 'a?b', 'a??b'])?.sort()).toEqual(['a', 'b']);
  });

  it('knows when one condition cannot be satisfied', () => {
    expect(fewest([['a*'], ['b']], ['b'])).toBeNull();
  });

  it('needs nothing for nothing', () => {
    expect(fewest([])).toEqual([]);
  });

  it('gives up on more conditions than a rule can have', () => {
    expect(() => fewest(Array.from({ length: 9 }, () => ['*']))).toThrow(SearchLimitReached);
  });
});
