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

/** The pieces without a title at their start, which is shown already; Pagefind ends it with a full stop. */
export function withoutTitle(pieces: readonly Piece[], title: string): Piece[] {
  const text = pieces.map((piece) => piece.text).join('');
  const end = /^[.:]?\s+/.exec(text.slice(title.length));
  if (!text.startsWith(title) || end === null) return [...pieces];
  return dropStart(pieces, title.length + end[0].length);
}

function dropStart(pieces: readonly Piece[], length: number): Piece[] {
  let left = length;
  return pieces.flatMap(({ text, marked }) => {
    const rest = text.slice(left);
    left = Math.max(0, left - text.length);
    return rest === '' ? [] : [{ text: rest, marked }];
  });
}
