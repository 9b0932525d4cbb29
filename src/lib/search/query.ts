/** What a reader types, as words for Pagefind; and whether what Pagefind found has to do with them. */
import { TRACKING_PATH } from '../../../endpoint.ts';

/** Pagefind would ask every page for these too. A question is about its other words. */
const SMALL_WORDS = new Set(
  'a an and are at be can do does for from how i if in is it me my of on or the there this to what when where which why with you your'.split(
    ' ',
  ),
);

/** Scheme, host and port of an address. */
const ORIGIN = /^https?:\/\/[^/\s]+/;

/**
 * Makes a query of what was typed or pasted: an address of the registry becomes the path of the operation, small words
 * go when there are others. In quotation marks, all words count and stand side by side.
 *
 * @returns words with one space between; empty when nothing is asked.
 */
export function toQuery(typed: string): string {
  const words = typed.trim().split(/\s+/).map(withoutOrigin);
  if (/^".+"$/.test(typed.trim())) return words.join(' ');
  const telling = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : words).join(' ');
}

function withoutOrigin(word: string): string {
  if (!ORIGIN.test(word)) return word;
  const path = word.replace(ORIGIN, '').replace(/[?#].*$/, '');
  const operation = path.startsWith(`${TRACKING_PATH}/`) ? path.slice(TRACKING_PATH.length) : path;
  return operation === '' || path === TRACKING_PATH ? word : operation;
}

/**
 * Whether a word of the query is at least by half the beginning of a word found. For a word that is nowhere, Pagefind
 * takes the longest word that it begins with: for `autolog` that may be `a`.
 *
 * @param found words and phrases that Pagefind says it matched.
 */
export function resembles(query: string, found: readonly string[]): boolean {
  const spellings = found.flatMap(spellingsOf);
  return query
    .split(' ')
    .flatMap(spellingsOf)
    .some((asked) =>
      spellings.some((spelling) => commonStart(asked, spelling) >= Math.ceil(asked.length / 2)),
    );
}

/** A phrase by word, each as a whole without punctuation and in pieces: `runs/create` is `runscreate`, `runs`, `create`. */
function spellingsOf(phrase: string): string[] {
  return phrase.split(/\s+/).flatMap((word) => {
    const pieces = word.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').split(/[^\p{L}\p{N}]+/u);
    return [word.replace(/[^\p{L}\p{N}_]/gu, ''), ...pieces]
      .filter((spelling) => spelling !== '')
      .map((spelling) => spelling.toLowerCase());
  });
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
