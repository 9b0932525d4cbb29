/** Shows results on a terminal. Pure. */
import { type BlockResult, type Counts, type PageResult, untestedShare } from './report.ts';

/** One line for a page that is right, and everything that a writer needs for one that is not. */
export function printPage({ page, problems, blocks }: PageResult): string {
  const failed = blocks.filter(({ status }) => status === 'failed');
  const ok =
    problems.length === 0 && failed.length === 0 && !blocks.some(({ status }) => status === 'blocked');
  const seconds = blocks.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  const head = `${ok ? 'ok  ' : 'FAIL'}  ${page} (${blocks.length} blocks, ${seconds.toFixed(1)} s)`;
  const lines = problems.map((problem) => `      ${problem.page}:${problem.line}  ${problem.message}`);
  return [head, ...lines, ...failed.map((block) => printFailure(page, block))].join('\n');
}

/** The closing lines: what was counted, and what is not tested and why. */
export function printSummary(counts: Counts, pages: PageResult[]): string {
  const untested = pages.flatMap(({ page, blocks }) =>
    blocks
      .filter(({ status }) => status === 'untested')
      .map(({ line, language, reason }) => `  ${page}:${line}  ${language}: ${reason}`),
  );
  const parts = [
    `${plural(counts.run, 'block')} run`,
    `${plural(counts.checked, 'output or data block')} checked`,
    `${counts.failed} failed`,
    ...(counts.blocked > 0 ? [`${counts.blocked} not reached`] : []),
    `${counts.untested} not tested (${(untestedShare(counts) * 100).toFixed(1)} %)`,
  ];
  const title = untested.length > 0 ? ['Not tested:', ...untested, ''] : [];
  return ['', ...title, `${plural(counts.pages, 'page')}: ${parts.join(', ')}`].join('\n');
}

/** Says for one failed block where it failed, why, and what it printed. */
export function printFailure(page: string, { language, failure }: BlockResult): string {
  if (!failure) return '';
  const detail = failure.detail.split('\n').map((line) => `        ${line}`.trimEnd());
  return [`      ${page}:${failure.line}  ${language}: ${failure.message}`, ...detail].join('\n').trimEnd();
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
