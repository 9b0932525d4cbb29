/** The few words of a page that show why it was found. */
import { termsOf } from './terms.ts';

/** A stretch of an excerpt. */
export interface Piece {
  text: string;
  /** Whether the query asked for it. */
  marked: boolean;
}

/** Words in an excerpt. */
const LENGTH = 24;

/** The stretch of a text that has most of the terms, the first of several; they are marked in it. */
export function excerptOf(text: string, terms: readonly string[]): Piece[] {
  const asked = new Set(terms);
  const words = text.split(' ');
  const found = words.map((word) => termsOf(word).filter((term) => asked.has(term)));
  const start = bestStart(found);
  const end = Math.min(start + LENGTH, words.length);
  const pieces = words.slice(start, end).map((word, n): Piece => {
    const last = start + n === words.length - 1;
    return { text: last ? word : `${word} `, marked: (found[start + n] ?? []).length > 0 };
  });
  return join([
    { text: start > 0 ? '… ' : '', marked: false },
    ...pieces,
    { text: end < words.length ? '…' : '', marked: false },
  ]);
}

/** How a text begins. */
export function beginning(text: string): Piece[] {
  return excerptOf(text, []);
}

/** Where the excerpt begins: a little before the first of its terms. */
function bestStart(found: readonly (readonly string[])[]): number {
  let best = { start: 0, count: 0 };
  for (const [at, terms] of found.entries()) {
    if (terms.length === 0) continue;
    const start = Math.max(0, Math.min(at - 3, found.length - LENGTH));
    const count = new Set(found.slice(start, start + LENGTH).flat()).size;
    if (count > best.count) best = { start, count };
  }
  return best.start;
}

/** Neighbors of one kind in one piece; none is empty. */
function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const { text, marked } of pieces) {
    const last = joined.at(-1);
    if (last?.marked === marked) last.text += text;
    else if (text !== '') joined.push({ text, marked });
  }
  return joined;
}
