/** `npm run test:long`: runs the long tests whose committed result isn't of what they depend on now. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fingerprint } from '../../machine/inputs.ts';
import { ROOT } from '../../machine/paths.js';
import { RevisionError } from '../changed/git.ts';
import { testCommand } from '../table.ts';
import { REPORT_VARIABLE, readTestReport, type TestReport } from '../testReport.ts';
import { findTests } from '../tiers.ts';
import { inputsOf } from './inputs.ts';
import { type Results, readResults, writeResults } from './results.ts';

const HELP = `Usage: npm run test:long -- [PART...] [--all] [--write]

Runs the tests that take more than half a minute of processor: *.long.test.ts. checks/long/results.json has the result
of each, with a fingerprint of everything that it depends on. A test whose fingerprint is still the same isn't run.
Parts of paths choose among them.

Options:
  --all       run them all
  --write     commit what passed to checks/long/results.json
  -h, --help  this text`;

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

const REPORT = '.stack/tests-long.json';

/** A call that makes no sense. */
class UsageError extends Error {}

async function main(): Promise<number> {
  const { help, all, write, parts } = parse();
  if (help) {
    console.log(HELP);
    return EXIT.ok;
  }
  const known = [...findTests()].filter(([, tier]) => tier === 'long').map(([file]) => file);
  const tests = chosen(known, parts);
  const inputs = await fingerprintsOf(tests);
  const results = await readResults();
  const gone = Object.keys(results).filter((file) => !known.includes(file));
  const stale = tests.filter((file) => all || results[file]?.inputs !== inputs.get(file));
  for (const file of tests.filter((file) => !stale.includes(file)))
    console.log(`current  ${file}: ${results[file]?.passed} passed in ${results[file]?.seconds} s`);
  for (const file of stale) console.log(`to run   ${file}`);
  const { ok, report } = stale.length === 0 ? { ok: true, report: undefined } : await run(stale);
  if (write) await writeResults({ ...without(results, gone), ...resultsOf(report, inputs) });
  else if (gone.length > 0)
    console.error(`There is no ${gone.join(', no ')}. Run: npm run test:long -- --write`);
  else if (ok && stale.length > 0) console.log('To spare others this time: npm run test:long -- --write');
  return ok && (write || gone.length === 0) ? EXIT.ok : EXIT.failed;
}

/** The files that have one of the parts in their path; all when there are none. */
function chosen(files: readonly string[], parts: readonly string[]): readonly string[] {
  const [unknown] = parts.filter((part) => !files.some((file) => file.includes(part)));
  if (unknown !== undefined)
    throw new UsageError(`No long test is called ${unknown}:\n  ${files.join('\n  ')}`);
  return parts.length === 0 ? files : files.filter((file) => parts.some((part) => file.includes(part)));
}

async function fingerprintsOf(tests: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const each = [...(await inputsOf(tests))].map(
    async ([file, files]) => [file, await fingerprint(files)] as const,
  );
  return new Map(await Promise.all(each));
}

async function run(files: readonly string[]): Promise<{ ok: boolean; report: TestReport | undefined }> {
  await rm(REPORT, { force: true });
  const [program = '', ...args] = testCommand('long', files);
  const reporters = ['--reporter=default', '--reporter=./checks/reporter.ts'];
  const env = { ...process.env, [REPORT_VARIABLE]: REPORT };
  // Ctrl-C reaches it from the terminal, and it tidies up.
  process.on('SIGINT', () => undefined);
  const child = spawn(program, [...args, ...reporters], { stdio: 'inherit', cwd: ROOT, env });
  const [code] = await once(child, 'exit');
  return { ok: code === 0, report: await readTestReport(REPORT) };
}

/** The results of the files in which every test passed. */
function resultsOf(report: TestReport | undefined, inputs: ReadonlyMap<string, string>): Results {
  const results: Results = {};
  for (const { file, tests, faults, ms } of report?.files ?? []) {
    const fingerprint = inputs.get(file);
    const passed = tests.filter(({ state }) => state === 'passed').length;
    if (fingerprint !== undefined && faults === 0 && passed > 0 && passed === tests.length)
      results[file] = { inputs: fingerprint, passed, seconds: Math.round(ms / 1000) };
  }
  return results;
}

const without = (results: Results, files: readonly string[]): Results =>
  Object.fromEntries(Object.entries(results).filter(([file]) => !files.includes(file)));

function parse() {
  try {
    const { values, positionals: parts } = parseArgs({
      allowPositionals: true,
      options: {
        all: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return { ...values, parts };
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : error}\nSee npm run test:long -- --help.`,
    );
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RevisionError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
}
