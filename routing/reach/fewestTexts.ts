/** Headers and query strings hold several values: which texts, in all as short as possible, satisfy every condition? */
import type { Glob } from '../glob.ts';
import { SearchLimitReached } from './language.ts';

/** A condition's alternatives. */
type Group = readonly Glob[];

/** Far beyond what one AWS rule can hold; the work doubles with each. */
const MAX_GROUPS = 8;

/** Characters in all, with one for what divides a text from the next. */
export function sizeOfTexts(texts: readonly string[]): number {
  return texts.reduce((size, text) => size + text.length + 1, 0);
}

/**
 * Texts such that every group is satisfied by at least one of them, with the fewest characters in all.
 *
 * @param shortest - the shortest text that satisfies all the given groups at once, or null when there is none.
 * @throws SearchLimitReached when there are too many groups.
 */
export function fewestTexts(
  groups: readonly Group[],
  shortest: (groups: readonly Group[]) => string | null,
): string[] | null {
  if (groups.length > MAX_GROUPS) throw new SearchLimitReached();
  const full = (1 << groups.length) - 1;
  const texts = Array.from({ length: full + 1 }, (_, set) =>
    set === 0 ? null : shortest(groups.filter((_, index) => set & (1 << index))),
  );
  const best: Array<string[] | null> = [[]];
  for (let covered = 1; covered <= full; covered++) {
    let found: string[] | null = null;
    for (let set = covered; set > 0; set = (set - 1) & covered) {
      const text = texts[set];
      const rest = best[covered & ~set];
      if (text === null || text === undefined || !rest) continue;
      const option = [...rest, text];
      if (found === null || sizeOfTexts(option) < sizeOfTexts(found)) found = option;
    }
    best.push(found);
  }
  return best[full] ?? null;
}
