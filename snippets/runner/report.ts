/** The report of a run: which block of which page was run, with what result. The report page reads this file. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { languageKind } from '../marking/languages.ts';
import type { Outcome } from '../published/report.ts';
import { SnippetError } from './errors.ts';

/** Where a run leaves its report, from the project's root. */
export const REPORT_PATH = '.stack/snippets/report.json';

const BlockStatus = z.enum(['passed', 'failed', 'blocked', 'untested']);

export const BlockResult = z.strictObject({
  /** Line of the opening fence. */
  line: z.number().int().positive(),
  /** Id of the block on its page, and the fingerprint of what readers see. */
  anchor: z.string(),
  identity: z.string(),
  language: z.string(),
  title: z.string().optional(),
  /** File of `examples/` that the block shows. */
  file: z.string().optional(),
  /**
   * What was done: run, written to a file that a later block runs, compared with what was printed, parsed, nothing of
   * its own because it is part of a file that the page runs, or nothing at all.
   */
  role: z.enum(['run', 'write', 'output', 'data', 'excerpt', 'show']),
  /** `blocked`: not reached, because the page is wrong or a block before it failed. */
  status: BlockStatus,
  durationMs: z.number().int().nonnegative(),
  /** Why the block is not tested. */
  reason: z.string().optional(),
  failure: z
    .strictObject({
      /** Line of the page that failed. */
      line: z.number().int().positive(),
      message: z.string(),
      /** End of what was printed, or the difference from what the page shows. */
      detail: z.string(),
    })
    .optional(),
});

export const PageResult = z.strictObject({
  page: z.string(),
  /** What is wrong with the page itself; nothing of such a page is run. */
  problems: z.array(
    z.strictObject({ page: z.string(), line: z.number().int().positive(), message: z.string() }),
  ),
  blocks: z.array(BlockResult),
});

export const Counts = z.strictObject({
  pages: z.number().int().nonnegative(),
  /** Blocks of code that ran to their end, on their own or as a file. */
  run: z.number().int().nonnegative(),
  /** Output and data blocks that are right. */
  checked: z.number().int().nonnegative(),
  /** Files of other languages that were written for the code to read. */
  written: z.number().int().nonnegative(),
  shown: z.number().int().nonnegative(),
  /** Blocks that failed, and problems of pages. */
  failed: z.number().int().nonnegative(),
  blocked: z.number().int().nonnegative(),
  untested: z.number().int().nonnegative(),
});

export const Report = z.strictObject({
  version: z.literal(1),
  /** When the run ended, ISO 8601. */
  finishedAt: z.iso.datetime(),
  mlflow: z.strictObject({ server: z.string(), client: z.string() }),
  /** Whether all pages of the guide were run, or only some. */
  complete: z.boolean(),
  counts: Counts,
  pages: z.array(PageResult),
});

export type BlockResult = z.infer<typeof BlockResult>;
export type PageResult = z.infer<typeof PageResult>;
export type Counts = z.infer<typeof Counts>;
export type Report = z.infer<typeof Report>;

/** What became of a block, for readers; nothing when it failed or was not reached. */
export function outcomeOf({ role, status, language }: BlockResult): Outcome | undefined {
  if (status === 'untested') return 'notRun';
  if (status !== 'passed') return undefined;
  switch (role) {
    case 'run':
      return 'run';
    case 'output':
    case 'data':
      return 'checked';
    case 'show':
      return 'shown';
    case 'write':
      return outcomeOfFile(language, 'written');
    case 'excerpt':
      return outcomeOfFile(language, 'shown');
  }
}

/** A program is run by another block of its page: a page where none does is refused. */
function outcomeOfFile(language: string, otherwise: Outcome): Outcome {
  switch (languageKind(language, false).kind) {
    case 'run':
      return 'run';
    case 'data':
      return 'checked';
    case 'show':
    case 'unknown':
      return otherwise;
  }
}

/** Counts the results of pages. */
export function count(pages: PageResult[]): Counts {
  const blocks = pages.flatMap((page) => page.blocks);
  const number = (test: (block: BlockResult) => boolean) => blocks.filter(test).length;
  const outcome = (wanted: Outcome) => number((block) => outcomeOf(block) === wanted);
  const problems = pages.reduce((sum, page) => sum + page.problems.length, 0);
  return {
    pages: pages.length,
    run: outcome('run'),
    checked: outcome('checked'),
    written: outcome('written'),
    shown: outcome('shown'),
    failed: problems + number((block) => block.status === 'failed'),
    blocked: number((block) => block.status === 'blocked'),
    untested: outcome('notRun'),
  };
}

/** The part of the blocks that are not tested, from 0 to 1; blocks that only show something do not count. */
export function untestedShare({ run, checked, written, failed, blocked, untested }: Counts): number {
  return untested === 0 ? 0 : untested / (run + checked + written + failed + blocked + untested);
}

/** Writes the report in one step, so that a reader never sees half of it. */
export async function writeReport(projectRoot: string, report: Report): Promise<void> {
  const file = path.join(projectRoot, REPORT_PATH);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(Report.parse(report), null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/**
 * Reads the report of the last run.
 *
 * @returns nothing when there was no run yet
 * @throws SnippetError REPORT_INVALID when the file is not a report
 */
export async function readReport(projectRoot: string): Promise<Report | undefined> {
  const text = await readFile(path.join(projectRoot, REPORT_PATH), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return Report.parse(JSON.parse(text));
  } catch {
    throw new SnippetError(
      'REPORT_INVALID',
      `${REPORT_PATH} is not a report.`,
      'Delete it and run `npm run snippets`.',
    );
  }
}
