/** Pagefind's excerpts as text: nothing of them is ever put into the page as HTML. */

/** A stretch of an excerpt. */
export interface Piece {
  text: string;
  /** Whether the query asked for it. */
  marked: boolean;
}

/**
 * Reads an excerpt, in which Pagefind escapes `<` and `>` and puts `<mark>` around what it matched.
 *
 * @returns pieces that are not empty, in order.
 */
export function readExcerpt(excerpt: string): Piece[] {
  return excerpt
    .split(/<mark>(.*?)<\/mark>/s)
    .map((text, n) => ({ text: text.replaceAll('&lt;', '<').replaceAll('&gt;', '>'), marked: n % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/**
 * An excerpt from below a heading, without the heading when it begins with that: it is shown already. Pagefind ends it
 * with a full stop.
 */
export function belowTitle(pieces: readonly Piece[], title: string): Piece[] {
  const text = textOf(pieces);
  if (!text.startsWith(title)) return fromMiddle(pieces);
  const end = /^[.:]?\s+/.exec(text.slice(title.length));
  return end === null ? [...pieces] : dropStart(pieces, title.length + end[0].length);
}

/** An excerpt with a sign that words before it are left out. */
export function fromMiddle(pieces: readonly Piece[]): Piece[] {
  return pieces.length === 0 ? [] : [{ text: '… ', marked: false }, ...pieces];
}

/** An excerpt as plain text. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function dropStart(pieces: readonly Piece[], length: number): Piece[] {
  let left = length;
  return pieces.flatMap(({ text, marked }) => {
    const rest = text.slice(left);
    left = Math.max(0, left - text.length);
    return rest === '' ? [] : [{ text: rest, marked }];
  });
}
