/** Runs pages, counts, and leaves the report: what the command and the test have in common. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPages, pageId, selectPages } from './pages.ts';
import { type Counts, count, type PageResult, type Report, writeReport } from './report.ts';
import { type RunOptions, runPages } from './run.ts';
import { clientVersion, installedVersions, serverVersion } from './versions.ts';

/** The project's root. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface SuiteOptions extends Omit<RunOptions, 'projectRoot' | 'venv' | 'versions'> {
  /** Pages to run, by their path or a part of it; all when empty. */
  words?: string[];
  /** Folder of the Python environment; the project's own `.venv` when not given. */
  venv?: string;
  /** Whether the versions of that environment stand in for those that pages pin. */
  replacePins?: boolean;
}

export interface SuiteResult {
  /** Whether all pages of the guide were run. */
  complete: boolean;
  /** Ids of all pages that there are. */
  existing: string[];
  mlflow: { server: string; client: string };
  counts: Counts;
  pages: PageResult[];
}

/**
 * Runs the guide's snippets against a running stack and writes the report.
 *
 * @throws SnippetError when there are no pages, no stack or no Python
 */
export async function runSuite({
  words = [],
  venv,
  replacePins = false,
  ...options
}: SuiteOptions): Promise<SuiteResult> {
  const all = await findPages(PROJECT_ROOT);
  const chosen = selectPages(all, words);
  const environment = venv ?? path.join(PROJECT_ROOT, '.venv');
  const [server, client] = await Promise.all([serverVersion(options.target), clientVersion(environment)]);
  const place = { projectRoot: PROJECT_ROOT, venv: environment };
  const versions = replacePins ? { versions: await installedVersions(environment) } : {};
  const pages = await runPages(chosen, { ...options, ...place, ...versions });
  const counts = count(pages);
  const mlflow = { server, client };
  const complete = chosen.length === all.length;
  const report: Report = {
    version: 1,
    finishedAt: new Date().toISOString(),
    mlflow,
    complete,
    counts,
    pages,
  };
  if (!options.signal?.aborted) await writeReport(PROJECT_ROOT, report);
  return { complete, existing: all.map(pageId), mlflow, counts, pages };
}
