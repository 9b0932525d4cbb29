/** What changed since a revision: commits since the two parted, and everything that is not committed. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
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
  const tracked = list('diff', '--name-only', '--no-renames', '-z', from);
  const fresh = list('ls-files', '--others', '--exclude-standard', '-z');
  return [...new Set([...tracked, ...fresh])].sort();
}

/**
 * Every file of the project, those that aren't committed yet included, but none that git ignores.
 *
 * @throws RevisionError where there is no git
 */
export function listFiles(): string[] {
  const files = list('ls-files', '--cached', '--others', '--exclude-standard', '-z');
  if (files.length === 0) throw new RevisionError('git knows no file here.');
  return files.filter((file) => existsSync(path.join(ROOT, file)));
}

/** What git prints between zero bytes; nothing when it fails. */
const list = (...args: string[]): string[] =>
  git(...args)
    ?.split('\0')
    .filter(Boolean) ?? [];

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
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
