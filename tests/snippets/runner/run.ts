/** Runs pages one after the other against a running stack. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMirror } from './mirror/mirror.ts';
import type { PageResult } from './report.ts';
import { runPage } from './runPage.ts';
import { createRunFolder, removeFolder, temporaryFolder } from './sandbox.ts';
import type { Registry } from './target.ts';

export interface RunOptions {
  /** The project's root; pages and `examples/` are found from it. */
  projectRoot: string;
  target: Registry;
  /** Folder of the Python environment; the project's own `.venv` when not given. */
  venv?: string;
  /** Ends the run: whatever runs is killed, the rest is not started. */
  signal?: AbortSignal;
  /** Called after each page. */
  onPage?: (result: PageResult) => void;
  /** Empty folder for the pages' directories, left in place; a temporary one, removed at the end, when not given. */
  root?: string;
}

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Runs pages.
 *
 * @param pages paths from the project's root
 * @returns one result per page, in the same order; fewer when the run was interrupted
 */
export async function runPages(pages: string[], options: RunOptions): Promise<PageResult[]> {
  const { projectRoot, signal = new AbortController().signal } = options;
  const root = options.root ?? (await temporaryFolder());
  const mirror = await startMirror();
  const results: PageResult[] = [];
  try {
    const target = { ...options.target, docsOrigin: mirror.origin };
    const folder = await createRunFolder({
      target,
      venv: options.venv ?? path.join(REPOSITORY, '.venv'),
      node: path.join(REPOSITORY, 'node_modules/.bin/node'),
      npmRegistry: mirror.npmRegistry,
      root,
    });
    for (const page of pages) {
      if (signal.aborted) break;
      const result = await runPage(page, { projectRoot, target, folder, signal });
      results.push(result);
      options.onPage?.(result);
    }
  } finally {
    await mirror.stop();
    if (options.root === undefined) await removeFolder(root);
  }
  return results;
}
