/** How close a path comes to one that is known: another case, doubled slashes, a typo, a segment too few. Pure. */
import leven from 'leven';

/** Distance of two segments; null when a slip of the finger does not explain it. */
function segmentDistance(known: string, given: string | undefined): number | null {
  if (given === undefined) return 1;
  const [wanted, written] = [known.toLowerCase(), given.toLowerCase()];
  if (wanted === written) return 0;
  if (written.startsWith(wanted)) return 1;
  // Longer texts are no typo, and need not be compared letter by letter.
  if (written.length > 2 * wanted.length) return null;
  const edits = leven(wanted, written);
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
