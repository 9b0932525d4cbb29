/** How close a path comes to one that is known: another case, doubled slashes, a typo, a segment too few. Pure. */

/** Edits of one letter that turn one word into the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 0; i < one.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const replaced = (row[j] ?? 0) + (one[i] === other[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Distance of two segments; null when a slip of the finger does not explain it. */
function segmentDistance(known: string, given: string | undefined): number | null {
  if (given === undefined) return 1;
  const [wanted, written] = [known.toLowerCase(), given.toLowerCase()];
  if (wanted === written) return 0;
  if (written.startsWith(wanted)) return 1;
  // Longer texts are no typo, and need not be compared letter by letter.
  if (written.length > 2 * wanted.length) return null;
  const edits = editDistance(wanted, written);
  return edits <= Math.max(1, Math.floor(wanted.length / 3)) ? edits : null;
}

/**
 * Puts a known path where a path nearly has it.
 *
 * @param known a path without wildcards and without a slash at its end
 * @returns the mended path with all that follows kept, and how far it is; null when the two are not alike.
 */
export function likeness(known: string, path: string): { path: string; distance: number } | null {
  const wanted = known.split('/').filter(Boolean);
  const given = path.split('/').filter(Boolean);
  let distance = 0;
  for (const [index, segment] of wanted.entries()) {
    const step = segmentDistance(segment, given[index]);
    if (step === null) return null;
    distance += step;
  }
  const rest = given.slice(wanted.length).map((segment) => `/${segment}`);
  return { path: known + rest.join('') + (path.endsWith('/') && path !== '/' ? '/' : ''), distance };
}
