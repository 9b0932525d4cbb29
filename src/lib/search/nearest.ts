/** What to ask for when nothing was found. */
import leven from 'leven';
import type { IndexedPage } from './searchIndex.ts';

const WORD = /\p{L}{4,}/gu;
const MOST = 4;

/** Letters to change, as a share of the longer word, up to which two words are near. */
const NEAR = 0.55;

/** Words of the pages' titles that are spelled most like one of those typed, nearest first. */
export function nearestWords(pages: readonly IndexedPage[], typed: string): string[] {
  const asked = typed.toLowerCase().match(WORD) ?? [];
  const words = new Set(pages.flatMap(({ title }) => title.toLowerCase().match(WORD) ?? []));
  return [...words]
    .map((word) => ({ word, distance: Math.min(...asked.map((other) => distance(word, other))) }))
    .filter(({ distance }) => distance <= NEAR)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, MOST)
    .map(({ word }) => word);
}

function distance(a: string, b: string): number {
  return leven(a, b) / Math.max(a.length, b.length);
}
