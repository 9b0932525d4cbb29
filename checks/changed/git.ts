/** What changed since a revision: commits since the two parted, and everything that is not committed. */
import { execFileSync } from 'node:child_process';
import { ROOT } from '../../machine/paths.js';

/** A revision that git does not know, or a folder without git. */
export class RevisionError extends Error {}

/**
 * Paths of the files that were added, changed or removed.
 *
 * @param base revision to compare with; when empty `main`, on `main` itself `origin/main`, and the commit before where
 *   there is no `origin/main`
 * @throws RevisionError
 */
export function changedFiles(base: string): string[] {
  const wanted = base || defaultBase();
  const from = git('merge-base', wanted, 'HEAD');
  if (from === undefined)
    throw new RevisionError(`git knows no revision ${wanted} that this branch began at.`);
  const list = (...args: string[]) =>
    git(...args)
      ?.split('\0')
      .filter(Boolean) ?? [];
  const tracked = list('diff', '--name-only', '--no-renames', '-z', from);
  const fresh = list('ls-files', '--others', '--exclude-standard', '-z');
  return [...new Set([...tracked, ...fresh])].sort();
}

function defaultBase(): string {
  if (git('branch', '--show-current') !== 'main') return 'main';
  return git('rev-parse', '--verify', 'origin/main') === undefined ? 'HEAD~1' : 'origin/main';
}

/** What git prints; undefined when it fails. */
function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
