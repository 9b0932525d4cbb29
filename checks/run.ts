/**
 * `npm test`: everything CI runs. Prints a line for each check, the output of those that fail, and ends with
 * `N passed, N failed[, N skipped]`.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { RevisionError } from './changed/git.ts';
import { runCommand } from './command.ts';
import { HELP, type Options, readOptions, UsageError } from './options.ts';
import { type Progress, startProgress } from './progress.ts';
import { schedule } from './schedule.ts';
import { addCounts, countCheck, countLine, type Outcome, outcomeLines, slowestLines } from './summary.ts';
import { type Check, machine } from './table.ts';
import { REPORT_VARIABLE, readTestReport } from './testReport.ts';
import { findTests, TierError } from './tiers.ts';

const LOGS = '.stack/logs';

/** What takes longer hangs: no check comes near it, not even when all pages of the guide run. */
const LONGEST_MS = 45 * 60_000;

const EXIT = { ok: 0, failed: 1, usage: 2, SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return EXIT.ok;
  }
  // A test that no tier takes would not run: better no run than one that leaves it out.
  findTests();
  await mkdir(LOGS, { recursive: true });
  if (options.changedSince === undefined) return runChecks(options, options.checks);
  // Loaded here only: reading imports needs half a second of packages.
  const { selectChanged } = await import('./changed/select.ts');
  const { checks, because } = await selectChanged(options.checks, options.changedSince);
  console.log(because);
  return runChecks(options, checks);
}

async function runChecks(options: Options, checks: readonly Check[]): Promise<number> {
  const interrupt = new AbortController();
  let endedBy: (typeof SIGNALS)[number] | undefined;
  for (const name of SIGNALS)
    process.on(name, () => {
      endedBy ??= name;
      interrupt.abort();
    });

  const started = performance.now();
  const running = new Map<string, number>();
  const outcomes: Outcome[] = [];
  const progress = startProgress(() => stateLine(running, checks.length - outcomes.length));
  await schedule(checks, machine(), {
    signal: interrupt.signal,
    run: async (check) => {
      running.set(check.name, performance.now());
      const outcome = await runCheck(check, interrupt.signal);
      running.delete(check.name);
      outcomes.push(outcome);
      if (!interrupt.signal.aborted) await tell(outcome, progress);
      return outcome.ok;
    },
    onBlocked: ({ name }, by) => {
      const counts = { passed: 0, failed: 1, skipped: 0 };
      outcomes.push({ name, ok: false, counts, seconds: 0, cpuSeconds: 0 });
      progress.print(`FAIL  ${name}: not run, because "${by}" failed`);
    },
  });
  progress.stop();
  const seconds = (performance.now() - started) / 1000;
  if (options.slowest)
    console.log(`\n${slowestLines(outcomes.flatMap(({ report }) => report ?? [])).join('\n')}`);
  printSummary(outcomes, checks.length, seconds, endedBy);
  if (endedBy !== undefined) return EXIT[endedBy];
  return outcomes.every(({ ok }) => ok) ? EXIT.ok : EXIT.failed;
}

async function runCheck(check: Check, signal: AbortSignal): Promise<Outcome> {
  const started = performance.now();
  const report = `.stack/tests-${check.tier}.json`;
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=./checks/reporter.ts'];
  const { code, cpuSeconds } = await runCommand(
    check.tier === undefined ? check.command : [...check.command, ...reporters],
    { log: logOf(check), env: { ...check.env, [REPORT_VARIABLE]: report }, signal, longestMs: LONGEST_MS },
  );
  const seconds = (performance.now() - started) / 1000;
  const tests = check.tier === undefined ? undefined : ((await readTestReport(report)) ?? null);
  const counts = countCheck(code === 0, tests);
  const outcome = { name: check.name, ok: counts.failed === 0, counts, seconds, cpuSeconds };
  return tests ? { ...outcome, report: tests } : outcome;
}

function logOf({ name }: Pick<Check, 'name'>): string {
  return path.join(LOGS, `test-${name.replaceAll(' ', '-')}.log`);
}

async function tell(outcome: Outcome, progress: Progress): Promise<void> {
  const lines = outcomeLines(outcome);
  if (!outcome.ok) lines.push(await readFile(logOf(outcome), 'utf8'), `Log: ${logOf(outcome)}`);
  progress.print(lines.join('\n'));
}

/** `… running: unit tests 40 s, site build 38 s; 9 checks to go` */
function stateLine(running: ReadonlyMap<string, number>, left: number): string {
  if (running.size === 0) return '';
  const each = [...running].map(
    ([name, since]) => `${name} ${Math.round((performance.now() - since) / 1000)} s`,
  );
  return `…     running: ${each.join(', ')}; ${left} to go`;
}

function printSummary(
  outcomes: readonly Outcome[],
  checks: number,
  seconds: number,
  endedBy: string | undefined,
): void {
  const cpu = outcomes.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const { cores } = machine();
  console.log(
    `\n${outcomes.length} checks in ${Math.round(seconds)} s, CPU ${Math.round(cpu)} s on ${cores} processors`,
  );
  if (endedBy !== undefined)
    console.log(`Ended by ${endedBy} before all ${checks} checks had run to their end.`);
  console.log(countLine(addCounts(outcomes.map(({ counts }) => counts))));
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof TierError || error instanceof RevisionError))
    throw error;
  console.error(error.message);
  process.exitCode = error instanceof TierError ? EXIT.failed : EXIT.usage;
}
