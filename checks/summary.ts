/** Counts what checks found, and puts it into words. */
import type { TestReport } from './testReport.ts';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What became of a check. */
export interface Outcome {
  name: string;
  ok: boolean;
  counts: Counts;
  seconds: number;
  cpuSeconds: number;
  report?: TestReport;
}

/** Most reasons for skipping that are shown of one check. */
const MOST_REASONS = 6;

const MOST_SLOWEST = 20;

/**
 * Counts single tests where the check is a test run, and the check as one otherwise.
 *
 * @param report undefined for a check that is no test run, null for a test run that left no report
 */
export function countCheck(ok: boolean, report: TestReport | null | undefined): Counts {
  if (report === undefined || report === null)
    return { passed: Number(ok && report === undefined), failed: Number(!ok || report === null), skipped: 0 };
  const tests = report.files.flatMap((file) => file.tests);
  const inState = (wanted: string) => tests.filter(({ state }) => state === wanted).length;
  const faults = report.files.reduce((sum, { faults }) => sum + faults, report.errors);
  return {
    passed: inState('passed'),
    failed: Math.max(inState('failed') + faults, Number(!ok)),
    skipped: inState('skipped'),
  };
}

/** Sum over checks. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum = (of: keyof Counts) => all.reduce((total, counts) => total + counts[of], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** `12 passed, 0 failed, 3 skipped`, the last part only when there are any. */
export function countLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** One line about a check that ended, and one for each reason that tests were skipped for. */
export function outcomeLines({ name, ok, counts, seconds, cpuSeconds, report }: Outcome): string[] {
  const { passed, failed, skipped } = counts;
  const found = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
  const times = `${seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s`;
  return [`${ok ? 'ok  ' : 'FAIL'}  ${name}: ${found} (${times})`, ...skippedLines(report)];
}

function skippedLines(report: TestReport | undefined): string[] {
  const reasons = new Map<string, number>();
  for (const { reason } of report?.files.flatMap(({ tests }) => tests) ?? [])
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const lines = [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `      skipped ${count}: ${reason}`);
  const more = lines.length - MOST_REASONS;
  return more > 0 ? [...lines.slice(0, MOST_REASONS), `      and ${more} more reasons`] : lines;
}

/** The slowest test files and the slowest single tests of a run, in seconds. */
export function slowestLines(reports: readonly TestReport[]): string[] {
  const files = reports.flatMap((report) => report.files);
  const list = (rows: readonly { ms: number; name: string }[]): string[] =>
    [...rows]
      .sort((a, b) => b.ms - a.ms)
      .slice(0, MOST_SLOWEST)
      .map(({ ms, name }) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${name}`);
  return [
    'Slowest test files, imports and set-up included:',
    ...list(files.map(({ file, ms }) => ({ ms, name: file }))),
    '',
    'Slowest tests:',
    ...list(
      files.flatMap(({ file, tests }) => tests.map(({ ms, name }) => ({ ms, name: `${file}: ${name}` }))),
    ),
  ];
}
