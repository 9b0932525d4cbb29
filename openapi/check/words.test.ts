import { describe, expect, it } from 'vitest';
import { checkWords } from './words.ts';

const problems = (description: string) => checkWords({ info: { description } });

describe('prose', () => {
  it.each(['ID of the run.', 'Send `<x>` or `{}`.', 'Such as these:'])('takes "%s"', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ['', 'is empty'],
    ['The <key> of it.', 'outside of backticks'],
    ['A {run}.', 'outside of backticks'],
    ['No end', 'full stop'],
    ['See https://mlflow.hokus.ai for more.', 'not to be documented'],
    ['See http://registry.hokus.ai for more.', 'not to be documented'],
  ])('refuses "%s"', (text, expected) => {
    expect(problems(text)).toEqual([expect.stringContaining(expected)]);
  });

  it('leaves examples alone', () => {
    expect(checkWords({ example: { description: '<b>' } })).toEqual([]);
  });
});
