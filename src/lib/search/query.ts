/** What a reader types, as terms of the index. */
import { TRACKING_PATH } from '../../../endpoint.ts';
import { synonymsOf } from './synonyms.ts';
import { termsOf } from './terms.ts';

export interface Query {
  /** What is looked for, and how much it counts beside the others. */
  terms: ReadonlyMap<string, number>;
  /** Whether a page must have all of them. */
  all: boolean;
}

/** A name in code or a path counts as a whole, and its pieces hardly. */
const WHOLE = 2;
const PIECE = 0.4;

/** What a word that was not typed counts. */
const SYNONYM = 0.3;

/** Every page has these. A question is about its other words. */
const SMALL_WORDS = new Set(
  (
    'a about am an and any are as at be but by can cannot could did do does doing for from get getting had has have how i if ' +
    'in into is it its keep keeps make me my no not of off on one or our out please should so some than that the their ' +
    'them then there these they this to too up us use using want was way we what when where which while who why will with ' +
    'would you your cant dont doesnt isnt im ive'
  ).split(' '),
);

/** Scheme, host and port of an address. */
const ORIGIN = /^https?:\/\/[^/\s]+/;

/**
 * Makes a query of what was typed or pasted: an address of the registry becomes the path of the operation, small words
 * go when there are others. In quotation marks, all words count, and a page must have each.
 */
export function readQuery(typed: string, known: ReadonlySet<string>): Query {
  const words = typed.trim().split(/\s+/).map(withoutOrigin);
  const all = /^".+"$/.test(typed.trim());
  const telling = words.filter((word) => !SMALL_WORDS.has(word.toLowerCase().replace(/[^a-z]/g, '')));
  const asked = all || telling.length === 0 ? words : telling;
  const added = all ? [] : asked.flatMap((word) => termsOf(synonymsOf(word)));
  return {
    terms: new Map([
      ...added.map((term): [string, number] => [term, SYNONYM]),
      ...asked.flatMap((word) => (all ? termsOf(word).map(once) : weigh(word, known))),
    ]),
    all,
  };
}

const once = (term: string): [string, number] => [term, 1];

/** The terms of a word, and what each counts. A path is one name too: the index has `runscreate` for `runs/create`. */
function weigh(word: string, known: ReadonlySet<string>): [term: string, weight: number][] {
  const pieces = termsOf(word);
  const [whole] = termsOf(word.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
  if (whole === undefined || pieces.length < 2) return pieces.map(once);
  const isName = known.has(whole);
  return [...pieces.map((term): [string, number] => [term, isName ? PIECE : 1]), [whole, isName ? WHOLE : 1]];
}

function withoutOrigin(word: string): string {
  if (!ORIGIN.test(word)) return word;
  const path = word.replace(ORIGIN, '').replace(/[?#].*$/, '');
  const operation = path.startsWith(`${TRACKING_PATH}/`) ? path.slice(TRACKING_PATH.length) : path;
  return operation === '' || path === TRACKING_PATH ? word : operation;
}
