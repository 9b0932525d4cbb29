/** Answers of the search: for what a person types, the page that helps is among the first three. */
import { expect, it } from 'vitest';
import { rankLine, rankQueries } from './searchRanks.ts';

const LAST_SEEN = 3;

it('has the wanted page among the first three for each of 100 queries, and no report above it', () => {
  const ranks = rankQueries();
  expect(ranks).toHaveLength(100);
  const unseen = ranks.filter(({ rank, reportsAbove }) => rank === 0 || rank > LAST_SEEN || reportsAbove > 0);
  expect(unseen.map(rankLine)).toEqual([]);
});
