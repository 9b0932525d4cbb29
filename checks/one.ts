/** `npm run test:one -- FILE`: runs one test file with what its tier needs, as often as it is told to. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MachineError } from '../machine/error.js';
import { ROOT } from '../machine/paths.js';
import { ensureSite } from '../stack/siteBuild.ts';
import { findTests, type Tier, TierError } from './tiers.ts';

const HELP = `Usage: npm run test:one -- FILE [-t NAME] [--repeat N]

Runs one test file, and what it needs: a current build of the site for *.site.test.ts, a running stack for
*.stack.test.ts. The others start what they need themselves.

Options:
  -t, --testNamePattern NAME   only tests whose names match this regular expression
  --repeat N                   run it N times, each from scratch, and count how often it fails
  -h, --help                   this text

A part of the path is enough when only one test file has it.`;

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** A call that names no test. */
class UsageError extends Error {}

async function main(): Promise<number> {
  const { values, positionals } = parse();
  if (values.help) {
    console.log(HELP);
    return EXIT.ok;
  }
  const [file, tier] = findOne(positionals);
  const times = readTimes(values.repeat);
  if (tier === 'site') await ensureSite((line) => console.log(line), new AbortController().signal);
  const name = values.testNamePattern === undefined ? [] : ['--testNamePattern', values.testNamePattern];
  const command = ['run', '--project', tier, file, ...name];
  let failed = 0;
  for (let run = 1; run <= times; run += 1) {
    if (times > 1) console.log(`\nRun ${run} of ${times}`);
    const end = await vitest(command);
    if (typeof end === 'string') return EXIT.failed;
    if (end !== 0) failed += 1;
  }
  if (times > 1) console.log(`\n${file}: ${times - failed} of ${times} runs passed`);
  return failed > 0 ? EXIT.failed : EXIT.ok;
}

/** Exit code, or the name of the signal that ended it. A Ctrl-C reaches Vitest from the terminal, and it tidies up. */
async function vitest(command: readonly string[]): Promise<number | string> {
  const child = spawn('vitest', command, { stdio: 'inherit', cwd: ROOT });
  let interrupted: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    interrupted = signal;
  };
  const pass = (signal: NodeJS.Signals): void => {
    interrupted = signal;
    child.kill(signal);
  };
  process.on('SIGINT', note).on('SIGTERM', pass);
  const [code, signal] = await once(child, 'exit');
  process.off('SIGINT', note).off('SIGTERM', pass);
  return interrupted ?? signal ?? code;
}

/** The test file that the words name, and its tier. */
function findOne(words: readonly string[]): [file: string, tier: Tier] {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new UsageError('Name one test file. See --help.');
  const wanted = path.relative(ROOT, path.resolve(word));
  const tests = [...findTests()];
  const exact = tests.filter(([file]) => file === wanted);
  const found = exact.length > 0 ? exact : tests.filter(([file]) => file.includes(word));
  const [one, ...others] = found;
  if (one === undefined) throw new UsageError(`No test file is called ${word}.`);
  if (others.length === 0) return one;
  const names = found.map(([file]) => `  ${file}`).join('\n');
  throw new UsageError(`${found.length} test files are called like ${word}:\n${names}`);
}

function readTimes(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--repeat ${text}: give a whole number from 1 to 9999.`);
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        testNamePattern: { type: 'string', short: 't' },
        repeat: { type: 'string', default: '1' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\nSee --help.`);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isKnown = error instanceof UsageError || error instanceof TierError || error instanceof MachineError;
  if (!isKnown) throw error;
  console.error(error instanceof MachineError ? error.explain('test:one') : error.message);
  process.exitCode = error instanceof UsageError ? EXIT.usage : EXIT.failed;
}
