import { describe, expect, it } from 'vitest';
import { belowTitle, fromMiddle, readExcerpt, textOf } from './excerpt.ts';

const plain = (text: string) => ({ text, marked: false });
const marked = (text: string) => ({ text, marked: true });

describe('readExcerpt', () => {
  it('tells what was asked for from what is around it', () => {
    expect(readExcerpt('the <mark>tracking</mark> <mark>URI</mark>')).toEqual([
      plain('the '),
      marked('tracking'),
      plain(' '),
      marked('URI'),
    ]);
  });

  it('gives back the signs that Pagefind escapes, and nothing more', () => {
    expect(readExcerpt('list&lt;string&gt; <mark>&lt;key&gt;</mark> &amp;amp;')).toEqual([
      plain('list<string> '),
      marked('<key>'),
      plain(' &amp;amp;'),
    ]);
  });

  it('has nothing for an empty excerpt', () => {
    expect(readExcerpt('')).toEqual([]);
  });
});

describe('belowTitle', () => {
  it('leaves out the title, also where it is marked', () => {
    const pieces = readExcerpt('Set the <mark>URI.</mark> In the environment');
    expect(belowTitle(pieces, 'Set the URI')).toEqual([plain('In the environment')]);
  });

  it('keeps words that only begin like the title', () => {
    const pieces = readExcerpt('Keys. <mark>Keys</mark> are secret');
    expect(textOf(belowTitle(pieces, 'Key'))).toBe('Keys. Keys are secret');
  });

  it('marks an excerpt from further below', () => {
    expect(textOf(belowTitle([plain('in the environment')], 'Set it'))).toBe('… in the environment');
  });
});

describe('fromMiddle', () => {
  it('has no sign for nothing', () => {
    expect(fromMiddle([])).toEqual([]);
  });
});
