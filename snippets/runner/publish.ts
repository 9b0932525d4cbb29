/** Makes the published report of a run: only what readers want to know, and nothing that changes from run to run. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  PUBLISHED_PATH,
  type PublishedBlock,
  type PublishedPage,
  type PublishedReport,
  parsePublished,
  RENEW_COMMAND,
} from '../published/report.ts';
import { SnippetError } from './errors.ts';
import { isPublished, pageId } from './pages.ts';
import { type BlockResult, outcomeOf, type PageResult } from './report.ts';

/** What a run says of the guide, as it is published. */
export interface Run {
  mlflow: PublishedReport['mlflow'];
  /** As `runInputs` has it. */
  inputs: string;
  pages: PageResult[];
}

/**
 * The report of a run in which nothing failed.
 *
 * @throws SnippetError NOT_PUBLISHED when something did: readers see the last run that was right
 */
export function publish({ mlflow, inputs, pages }: Run): PublishedReport {
  const published = pages.filter(({ page }) => isPublished(page));
  return { version: 1, mlflow, inputs, pages: published.map(publishPage).sort(byPage) };
}

/**
 * Puts the pages of a run into an older report.
 *
 * @param existing ids of all pages that there are; others leave the report
 * @throws SnippetError NOT_PUBLISHED when the older report speaks of another MLflow, or of other inputs
 */
export function merge(older: PublishedReport, fresh: PublishedReport, existing: string[]): PublishedReport {
  if (JSON.stringify(older.mlflow) !== JSON.stringify(fresh.mlflow)) {
    const { server, client } = older.mlflow;
    throw new SnippetError(
      'NOT_PUBLISHED',
      `The report is of server ${server} and client ${client}, this run is not. It is left as it was.`,
      `Run all pages: ${RENEW_COMMAND}`,
    );
  }
  if (older.inputs !== fresh.inputs)
    throw new SnippetError(
      'NOT_PUBLISHED',
      'The programs, packages, or stack of the other pages’ last run have changed. The report is left as it was.',
      `Run all pages: ${RENEW_COMMAND}`,
    );
  const renewed = new Set(fresh.pages.map(({ page }) => page));
  const kept = older.pages.filter(({ page }) => existing.includes(page) && !renewed.has(page));
  return { ...fresh, pages: [...kept, ...fresh.pages].sort(byPage) };
}

/**
 * Reads the committed report.
 *
 * @throws SnippetError REPORT_INVALID when it is none
 */
export async function readPublished(projectRoot: string): Promise<PublishedReport> {
  const text = await readFile(path.join(projectRoot, PUBLISHED_PATH), 'utf8').catch(() => '');
  try {
    return parsePublished(text);
  } catch {
    const message = text === '' ? `There is no ${PUBLISHED_PATH}.` : `${PUBLISHED_PATH} is not a report.`;
    throw new SnippetError('REPORT_INVALID', message, `Make it: ${RENEW_COMMAND}`);
  }
}

export async function writePublished(projectRoot: string, report: PublishedReport): Promise<void> {
  await writeFile(path.join(projectRoot, PUBLISHED_PATH), `${JSON.stringify(report, null, 2)}\n`);
}

function publishPage({ page, problems, blocks }: PageResult): PublishedPage {
  const sorted = blocks.toSorted((a, b) => a.line - b.line);
  if (problems.length > 0) throw notPublished(page);
  return { page: pageId(page), blocks: sorted.map((block) => publishBlock(page, block)) };
}

function publishBlock(page: string, block: BlockResult): PublishedBlock {
  const outcome = outcomeOf(block);
  if (outcome === undefined) throw notPublished(page);
  const { anchor, identity, language, title, role, reason } = block;
  return {
    anchor,
    identity,
    language,
    ...(title === undefined ? {} : { title }),
    ...(role === 'output' ? { output: true } : {}),
    outcome,
    ...(reason === undefined ? {} : { reason }),
  };
}

function notPublished(page: string): SnippetError {
  return new SnippetError(
    'NOT_PUBLISHED',
    `${page} failed, so ${PUBLISHED_PATH} is left as it was.`,
    'Mend the page first.',
  );
}

function byPage(a: PublishedPage, b: PublishedPage): number {
  return a.page < b.page ? -1 : 1;
}
