import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchGlob, parseGlob } from './glob.ts';

const matches = (pattern: string, text: string, options = {}) => matchGlob(parseGlob(pattern, options), text);

/** The definition itself: try every way to read the pattern. Exponential, and therefore plainly right. */
function oracle(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] === '*') {
    return Array.from({ length: text.length + 1 }, (_, cut) => text.slice(cut)).some((tail) =>
      oracle(rest, tail),
    );
  }
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && oracle(rest, text.slice(1));
}

describe('matchGlob', () => {
  it.each([
    ['/mlflow/*', '/mlflow', false],
    ['/mlflow/*', '/mlflow/', true],
    ['/mlflow*', '/mlflowx', true],
    ['/a/*/c', '/a/b/b/c', true],
    ['/a?c', '/a/c', true],
    ['/a?c', '/ac', false],
    ['/MLFLOW', '/mlflow', false],
    ['', '', true],
    ['*', '', true],
    ['.*', 'anything', false],
  ])('%s against %s is %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it('agrees with the definition on 10,000 random patterns and texts', () => {
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 7 });
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    const agrees = (p: string, t: string) => matches(p, t) === oracle(p, t);
    fc.assert(fc.property(pattern, text, agrees), { numRuns: 10_000 });
  });

  it('compares without case only when asked, and folds nothing but ASCII letters', () => {
    expect(matches('Registry.*', 'REGISTRY.hokus.ai', { ignoreCase: true })).toBe(true);
    expect(matches('K', '\u212a', { ignoreCase: true })).toBe(false);
  });

  it('reads an escaped wildcard as the character where escapes are allowed', () => {
    expect(matches('a\\*', 'a*', { escapes: true })).toBe(true);
    expect(matches('a\\*', 'ab', { escapes: true })).toBe(false);
    expect(matches('a\\b', 'a\\b', { escapes: true })).toBe(true);
  });

  it('reads each character at most once for each character of the pattern, however nasty both are', () => {
    const pattern = parseGlob(`${'*a'.repeat(60)}b`);
    let reads = 0;
    const counted = new Proxy(pattern.tokens, {
      get(tokens, key) {
        if (typeof key === 'string' && key !== 'length') reads++;
        return Reflect.get(tokens, key);
      },
    });
    const length = 5_000;
    expect(matchGlob({ ...pattern, tokens: counted }, 'a'.repeat(length))).toBe(false);
    expect(reads).toBeLessThan(4 * length * pattern.tokens.length);
  });
});
