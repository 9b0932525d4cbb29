/** Finds variables of the environment that were probably meant for this service, and that nothing reads. */
import { closestMatch } from 'leven';

/** A variable that is set, and the one that was probably meant. */
export interface Misspelling {
  readonly name: string;
  readonly meant: string;
}

/** A slip changes at most so many letters, and at most this part of them: short names resemble many others. */
const MOST_EDITS = 3;
const MOST_SHARE = 0.25;

/**
 * Compares what is set with what is known. A known variable that is set itself was not misspelled.
 * @param environment as `process.env`
 * @param known names of the variables that are read
 */
export function findMisspellings(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): Misspelling[] {
  const unset = known.filter((name) => environment[name] === undefined);
  const spelled = new Map(unset.map((name) => [plain(name), name]));
  return Object.keys(environment).flatMap((name) => {
    if (known.includes(name)) return [];
    const maxDistance = Math.min(MOST_EDITS, Math.floor(plain(name).length * MOST_SHARE));
    const meant = spelled.get(closestMatch(plain(name), [...spelled.keys()], { maxDistance }) ?? '');
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** Case, hyphens and underscores are mixed up most often: they make no difference here. */
function plain(name: string): string {
  return name.toUpperCase().replaceAll(/[_-]/g, '');
}
