/** Says in one line what became of a page. Pure. */
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import type { PageOutcome } from '../published/compatibility.ts';
import { isPublished, pageId } from '../runner/pages.ts';
import type { PlannedPage } from '../runner/plan.ts';
import type { BlockResult, PageResult } from '../runner/report.ts';

/** Most characters of a problem. */
const LONGEST = 200;

/** Ids that MLflow makes, which are others in each run. */
const MADE_ID = /\b(?:m-|tr-)?[0-9a-f]{32}\b/g;

/** A stack of this machine. */
const STACK = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/g;

/** Folders of this machine, in a path but not in a URL. */
const FOLDERS = /(?<![\w:/.])\/(?:[\w.@-]+\/){2,}/g;

/** Whether a page of the site depends on the Python client. */
export function usesPython({ page, steps }: Pick<PlannedPage, 'page' | 'steps'>): boolean {
  return (
    isPublished(page) &&
    steps.some(({ kind, block }) => block.language === 'python' && (kind === 'run' || kind === 'write'))
  );
}

export function pageOutcome(page: PageResult): PageOutcome {
  const problem = problemOf(page);
  const name = pageId(page.page);
  const blocks = blocksOf(page);
  if (problem === undefined) return { page: name, result: 'passed', blocks };
  const failedAt = page.blocks.find(({ status }) => status === 'failed')?.identity;
  return { page: name, result: 'failed', problem, ...(failedAt && { failedAt }), blocks };
}

/** Counts programs only: what they print and what is data belong to them. */
function blocksOf({ blocks }: PageResult): { ran: number; all: number } {
  const programs = blocks.filter(({ role, status }) => role === 'run' && status !== 'untested');
  return { ran: programs.filter(({ status }) => status === 'passed').length, all: programs.length };
}

function problemOf({ problems, blocks }: PageResult): string | undefined {
  const failed = blocks.find(({ status }) => status === 'failed');
  if (failed !== undefined) return shorten(`${failed.anchor}: ${reason(failed)}`);
  return problems[0] === undefined ? undefined : shorten(problems[0].message);
}

/** A program that a bash block runs says why it failed in the last line that it prints. */
function reason({ role, failure }: BlockResult): string {
  if (role === 'output') return 'prints something else than the page shows';
  if (failure === undefined) return 'failed';
  const lines = failure.detail.split('\n').filter((line) => line.trim() !== '');
  const error = lines.findLast((line) => /^(\w[\w.]*(Error|Exception)\b|error: )/i.test(line));
  return (
    error ?? (/^The block ended with/.test(failure.message) ? lines.at(-1) : undefined) ?? failure.message
  );
}

function shorten(text: string): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(MADE_ID, '…')
    .replaceAll(STACK, REGISTRY_ORIGIN)
    .replaceAll(FOLDERS, '…/');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}
