import { describe, expect, it } from 'vitest';
import { compareText } from './expected.ts';

describe('compareText', () => {
  it.each([
    ['a\nb', 'a\nb\n'],
    ['a', '\n\na   \n\n'],
    ['run: … done', 'run: 4f2a done'],
    ['run: …', 'run: '],
    ['…', ''],
    ['…', 'a\nb\nc'],
    ['…\nb', 'a\nb'],
    ['a\n…\nz', 'a\nz'],
    ['a\n…\nb\n…\nz', 'a\nb\nb\n1\nz'],
    ['plain', '\u001b[32mplain\u001b[0m'],
    ['a … b … c', 'a 1 b 2 b 3 c'],
  ])('accepts %j for %j', (expected, actual) => {
    expect(compareText(expected, actual)).toBeUndefined();
  });

  it.each([
    ['a', 'b', '- a\n+ b'],
    ['a\nb', 'a', '  a\n- b'],
    ['a', 'a\nb', '  a\n+ b'],
    ['a\n\nb', 'a\nb', '  a\n- \n  b'],
    ['a\n…\nz', 'a\n1\n2', '  a\n  …\n- z'],
    ['ab…ba', 'aba', '- ab…ba\n+ aba'],
    ['x: 1', ' x: 1', '- x: 1\n+  x: 1'],
  ])('shows how %j differs from %j', (expected, actual, diff) => {
    expect(compareText(expected, actual)).toBe(diff);
  });
});
