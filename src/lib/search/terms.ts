/** Cuts text into the terms that the index knows: the same for pages, when it is built, and for what a reader types. */

/** A word of letters and digits, or a name in code: `log_metric`, `createRun`. */
const WORD = /[\p{L}\p{N}_]+/gu;

/** Where a name has another piece: `create|Run`, `log_|metric`. */
const PIECES = /(?<=[a-z0-9])(?=[A-Z])|_+/;

/**
 * The terms of a text, in its order. A name in code gives one for itself and one for each of its pieces, so that
 * `log_metric`, `logMetric` and "log metric" find each other.
 */
export function termsOf(text: string): string[] {
  return (text.match(WORD) ?? []).flatMap(termsOfWord);
}

function termsOfWord(word: string): string[] {
  const pieces = word.split(PIECES).filter((piece) => piece !== '');
  return pieces.length > 1 ? [pieces.join(''), ...pieces].map(toTerm) : pieces.map(toTerm);
}

/** Endings that change nothing about what a word is about, the first that fits: what to take off, and what to put. */
const ENDINGS: readonly [RegExp, string][] = [
  [/(?<=[a-z]{2})ies$/, 'y'],
  [/(?<=[a-z]{2}s)es$/, ''],
  [/(?<=[a-z]{2}[^aius])s$/, ''],
  [/(?<=[a-z]{3})ing$/, ''],
  [/(?<=[a-z]{3})ed$/, ''],
];

/** A word without its ending: `runs` → `run`, `logging` → `log`, `delete` and `deleted` → `delet`. */
function toTerm(word: string): string {
  const lower = word.toLowerCase();
  const ending = ENDINGS.find(([pattern]) => pattern.test(lower));
  const stem = ending ? lower.replace(...ending) : lower;
  return stem.replace(/([bdgklmnprt])\1$/, '$1').replace(/(?<=[a-z]{3})e$/, '');
}
