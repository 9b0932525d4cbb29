/** Runs pages, counts, and leaves the report: what the command and the test have in common. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInputs } from './inputs.ts';
import { allPages, pageId, selectPages } from './pages.ts';
import type { PlannedPage } from './plan.ts';
import { readPage } from './readPage.ts';
import { type Counts, count, type PageResult, type Report, writeReport } from './report.ts';
import { type RunOptions, runPages } from './run.ts';
import { clientVersion, installedVersions, serverVersion } from './versions.ts';

/** The project's root. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Pages to run, each read and planned once for all runs. */
export interface Selection {
  /** Ids of all pages that there are. */
  existing: string[];
  pages: PlannedPage[];
}

/**
 * Reads and plans pages: of the guide, the chapters of the API reference, and the README.
 *
 * @param words parts of the paths of the pages; all pages when empty
 * @throws SnippetError NO_PAGES when there are none
 */
export async function selectAndPlan(words: string[] = []): Promise<Selection> {
  const all = await allPages(PROJECT_ROOT);
  const pages = selectPages(all, words).map((page) => readPage(page, PROJECT_ROOT));
  return { existing: all.map(pageId), pages: await Promise.all(pages) };
}

export interface SuiteOptions extends Omit<RunOptions, 'projectRoot' | 'venv' | 'versions'> {
  selection: Selection;
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
  /** As `runInputs` has it. */
  inputs: string;
  counts: Counts;
  pages: PageResult[];
}

/**
 * Runs the guide's snippets against a running stack and writes the report.
 *
 * @throws SnippetError when there is no stack or no Python
 */
export async function runSuite({
  selection,
  venv,
  replacePins = false,
  ...options
}: SuiteOptions): Promise<SuiteResult> {
  const environment = venv ?? path.join(PROJECT_ROOT, '.venv');
  const [server, client, inputs] = await Promise.all([
    serverVersion(options.target),
    clientVersion(environment),
    runInputs(),
  ]);
  const place = { projectRoot: PROJECT_ROOT, venv: environment };
  const versions = replacePins ? { versions: await installedVersions(environment) } : {};
  const pages = await runPages(selection.pages, { ...options, ...place, ...versions });
  const counts = count(pages);
  const mlflow = { server, client };
  const { existing } = selection;
  const complete = selection.pages.length === existing.length;
  const report: Report = {
    version: 1,
    finishedAt: new Date().toISOString(),
    mlflow,
    complete,
    counts,
    pages,
  };
  if (!options.signal?.aborted) await writeReport(PROJECT_ROOT, report);
  return { complete, existing, mlflow, inputs, counts, pages };
}
