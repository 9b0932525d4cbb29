/** Runs pages against a running stack, some at a time: each has its own shell, interpreter, directory and home. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../../machine/temporary.ts';
import { startMirror } from './mirror/mirror.ts';
import type { PlannedPage } from './plan.ts';
import type { PageResult } from './report.ts';
import { runPage } from './runPage.ts';
import { createRunFolder } from './sandbox.ts';
import type { Registry, Versions } from './target.ts';

export interface RunOptions {
  /** The project's root; `examples/` is found from it. */
  projectRoot: string;
  target: Registry;
  /** Folder of the Python environment; the project's own `.venv` when not given. */
  venv?: string;
  /** Versions that stand in for those that pages pin. */
  versions?: Versions;
  /** Ends the run: whatever runs is killed, the rest is not started. */
  signal?: AbortSignal;
  /** How many pages run at a time; as many as the machine has processors when not given, but few. */
  jobs?: number;
  /** Called for each page in the order of the list, as soon as it and all before it are done. */
  onPage?: (result: PageResult) => void;
  /** Empty folder for the pages' directories, left in place; a temporary one, removed at the end, when not given. */
  root?: string;
}

/** More pages at a time than this would make MLflow wait, not the pages. */
const MOST_JOBS = 4;

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs pages.
 *
 * @param pages planned pages
 * @returns one result per page, in the same order; fewer when the run was interrupted
 */
export async function runPages(pages: PlannedPage[], options: RunOptions): Promise<PageResult[]> {
  const { projectRoot, signal = new AbortController().signal } = options;
  await using done = new AsyncDisposableStack();
  const root = options.root ?? done.use(await temporaryFolder('snippets')).path;
  const mirror = await startMirror();
  done.defer(mirror.stop);
  const { versions } = options;
  const target = {
    ...options.target,
    docsOrigin: mirror.origin,
    ...(versions === undefined ? {} : { versions }),
  };
  const folder = await createRunFolder({
    target,
    venv: options.venv ?? path.join(REPOSITORY, '.venv'),
    node: path.join(REPOSITORY, 'node_modules/.bin/node'),
    npmRegistry: mirror.npmRegistry,
    root,
  });
  const jobs = options.jobs ?? Math.min(availableParallelism(), MOST_JOBS);
  const onPage = options.onPage ?? (() => {});
  return await inOrder(pages, jobs, onPage, (page) =>
    signal.aborted ? undefined : runPage(page, { projectRoot, target, folder, signal }),
  );
}

/**
 * Runs work for each item, some at a time, and hands out the results in the order of the items.
 *
 * @param work what to do; nothing when it is not to be started any more
 */
async function inOrder<Item, Result>(
  items: Item[],
  jobs: number,
  onResult: (result: Result) => void,
  work: (item: Item) => Promise<Result> | undefined,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  let next = 0;
  let told = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      const result = item === undefined ? undefined : await work(item);
      if (result === undefined) return;
      results.set(index, result);
      for (let ready = results.get(told); ready !== undefined; ready = results.get(told)) {
        told += 1;
        onResult(ready);
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: jobs }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
