/**
 * `npm test`: everything CI runs, in order of speed. Prints a line for each check, the output of those that fail, and
 * ends with `N passed, N failed[, N skipped]`.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const LOGS = '.stack/logs';
const REPORT = '.stack/vitest.json';

interface Check {
  name: string;
  command: readonly [string, ...string[]];
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitest = (project: string, name: string): Check => ({
  name,
  command: [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ],
});

const CHECKS: readonly Check[] = [
  { name: 'lint and format', command: ['biome', 'check', '.'] },
  { name: 'routing rules', command: ['node', 'routing/cli.ts', 'lint'] },
  { name: 'routing expectations', command: ['node', 'routing/cli.ts', 'test'] },
  { name: 'OpenAPI document of MLflow', command: ['node', 'openapi/check.ts'] },
  { name: 'OpenAPI document of health', command: ['node', 'health/openapi.ts', '--check'] },
  { name: 'prose and spelling', command: ['node', 'prose/cli.ts'] },
  vitest('unit', 'unit tests'),
  { name: 'site build', command: ['npm', 'run', 'build'] },
  { name: 'types', command: ['tsc'] },
  vitest('site', 'tests of the built site'),
  vitest('terraform', 'Terraform'),
  vitest('mlflow', 'tests that break a real MLflow'),
  vitest('stack', 'tests against the running stack'),
];

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
});

/** Runs a command in a process group of its own, so that a signal to us ends it with everything it started. */
function run([command, ...args]: Check['command']): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const pass = (signal: NodeJS.Signals): void => {
      interruptedBy = signal;
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    };
    for (const signal of SIGNALS) process.on(signal, pass);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      for (const signal of SIGNALS) process.off(signal, pass);
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() });
    });
  });
}

/** Counts single tests where the check is a test run, and the check as one otherwise. */
async function count(check: Check, ok: boolean): Promise<Counts> {
  const one = { passed: Number(ok), failed: Number(!ok), skipped: 0 };
  if (check.command[0] !== 'vitest') return one;
  const report = await readFile(REPORT, 'utf8').then(
    (text) => reportSchema.parse(JSON.parse(text)),
    () => undefined,
  );
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, Number(!ok)),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function runCheck(check: Check): Promise<Counts> {
  const started = performance.now();
  await rm(REPORT, { force: true });
  const { code, output } = await run(check.command);
  await writeFile(path.join(LOGS, `test-${check.name.replaceAll(' ', '-')}.log`), output);
  const counts = await count(check, code === 0);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const tests = [
    `${counts.passed} passed`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ].join(', ');
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'}  ${check.name}: ${tests} (${seconds} s)`);
  if (code !== 0) console.log(output);
  else
    for (const line of output.split('\n').filter((text) => text.includes('SKIPPED')))
      console.log(`      ${line}`);
  return counts;
}

/** `npm test -- unit build` runs only the checks whose names contain one of the words. */
function wanted(words: readonly string[]): readonly Check[] {
  const checks = CHECKS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (checks.length > 0) return checks;
  console.error(
    `No check is named like ${words.join(', ')}. There are: ${CHECKS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

let interruptedBy: NodeJS.Signals | undefined;

const started = performance.now();
const checks = wanted(process.argv.slice(2));
await mkdir(LOGS, { recursive: true });
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const check of checks) {
  if (interruptedBy !== undefined) break;
  const counts = await runCheck(check);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
console.log(`\n${checks.length} checks in ${Math.round((performance.now() - started) / 1000)} s`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
if (interruptedBy !== undefined) console.log(`Ended by ${interruptedBy} before all checks had run.`);
process.exitCode = total.failed > 0 || interruptedBy !== undefined ? 1 : 0;
