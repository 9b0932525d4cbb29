/** `npm test -- --changed`: leaves out of the checks what a change cannot affect. */
import { type Check, testCommand } from '../table.ts';
import { findTests } from '../tiers.ts';
import { affected } from './affected.ts';
import { changedFiles } from './git.ts';
import { readImporters } from './graph.ts';

/** What is left, and why, in a line for the reader. */
export interface Selection {
  checks: readonly Check[];
  because: string;
}

/**
 * Checks that a change since a revision can affect, with only the test files that it can affect.
 *
 * @param base as `changedFiles` has it
 * @throws RevisionError
 */
export async function selectChanged(checks: readonly Check[], base: string): Promise<Selection> {
  const changed = changedFiles(base);
  const found = affected(changed, await readImporters(), findTests());
  if (found.all)
    return { checks, because: `${changed.length} files changed; ${found.because} can affect everything.` };
  const left = checks.flatMap((check) => {
    if (check.tier === undefined)
      return check.entry === undefined || found.files.has(check.entry) ? [check] : [];
    const files = found.tests.get(check.tier) ?? [];
    const env: Record<string, string> =
      found.pages === undefined ? {} : { SNIPPET_PAGES: found.pages.join(' ') };
    return files.length === 0 ? [] : [{ ...check, command: testCommand(check.tier, files), env }];
  });
  const files = [...found.tests.values()].flat().length;
  return {
    checks: left,
    because: `${changed.length} files changed; they can affect ${files} test files and ${left.length} of ${checks.length} checks.`,
  };
}
