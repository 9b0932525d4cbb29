import { expect, it } from 'vitest';
import { nearestWords } from './nearest.ts';

const pages = ['Artifacts', 'Metrics, parameters, and tags', 'The tracking URI'].map((title, first) => ({
  url: `/docs/${first}/`,
  title,
  first,
}));

it.each([
  ['artfcs', ['artifacts']],
  ['the pramters', ['parameters']],
  ['qqqxyz', []],
  ['', []],
  ['42', []],
])('for %j the nearest words are %j', (typed, words) => {
  expect(nearestWords(pages, typed)).toEqual(words);
});
