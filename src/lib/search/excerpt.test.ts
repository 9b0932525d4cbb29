import { describe, expect, it } from 'vitest';
import { beginning, excerptOf } from './excerpt.ts';

const plain = (text: string) => ({ text, marked: false });
const marked = (text: string) => ({ text, marked: true });
const words = (n: number) => Array.from({ length: n }, () => 'word').join(' ');

describe('an excerpt', () => {
  it('marks what was asked for, in each of its forms', () => {
    expect(excerptOf('The tracking URI tracks runs.', ['track', 'uri'])).toEqual([
      plain('The '),
      marked('tracking URI tracks '),
      plain('runs.'),
    ]);
  });

  it('is from where most of the terms are, with signs that words are left out', () => {
    const text = `${words(40)} run ${words(40)} a run has an alias ${words(40)}`;
    const pieces = excerptOf(text, ['run', 'alias']);
    expect(pieces[0]).toEqual(plain('… word word a '));
    expect(pieces.filter((piece) => piece.marked)).toEqual([marked('run '), marked('alias ')]);
    expect(pieces.at(-1)?.text).toMatch(/word …$/);
  });

  it('ends with the text', () => {
    expect(excerptOf(`${words(40)} run`, ['run']).at(-1)).toEqual(marked('run'));
  });

  it('is the beginning when no term is in the text, and nothing of nothing', () => {
    expect(excerptOf(words(30), ['run'])).toEqual([plain(`${words(24)} …`)]);
    expect(beginning('All about runs.')).toEqual([plain('All about runs.')]);
    expect(excerptOf('', ['run'])).toEqual([]);
  });
});
