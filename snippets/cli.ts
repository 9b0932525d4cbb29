/** `npm run snippets`: runs the code of the guide's pages against a stack, its own or a running one. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MachineError } from '../machine/error.js';
import { checkVersion, clientEnvironment } from './clients/environment.ts';
import { PUBLISHED_PATH } from './published/report.ts';
import { SnippetError } from './runner/errors.ts';
import { printPage, printSummary } from './runner/print.ts';
import { merge, publish, readPublished, writePublished } from './runner/publish.ts';
import { REPORT_PATH } from './runner/report.ts';
import {
  PROJECT_ROOT,
  runSuite,
  type Selection,
  type SuiteOptions,
  type SuiteResult,
  selectAndPlan,
} from './runner/suite.ts';
import { findStack } from './runningStack.ts';

const HELP = `Runs every python, bash and ts block of docs/guide/ against a local stack.

  npm run snippets                          start a stack, run all pages
  npm run snippets -- quickstart            run the pages with "quickstart" in their path
  npm run snippets -- --list                list the blocks, run nothing
  npm run snippets -- --write               run all pages and renew the published report

Options:
  --registry-origin URL   use the stack that runs there (or set REGISTRY_ORIGIN)
  --key KEY               its key (better: set HOKUSAI_KEY, which other users of the machine cannot see)
  --venv DIR              Python environment of the pages (default: .venv)
  --jobs N                run N pages at a time (default: one per processor, at most 4)
  --write                 renew ${PUBLISHED_PATH} when all is right
  --client VERSION        use this version of the MLflow client, in an environment made once below .stack/clients/
  --keep                  leave the pages' directories in place
  --list                  list the blocks and what is done with each
  --help                  this text

Writes ${REPORT_PATH}. Ends with 0 when all blocks are right, 1 when one is not, 2 for a wrong call.
How to mark blocks: snippets/README.md`;

const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

type Flags = ReturnType<typeof readFlags>;

async function main(): Promise<number> {
  const flags = readFlags();
  if (flags.help) {
    console.log(HELP);
    return EXIT.ok;
  }
  const selection = await selectAndPlan(flags.words);
  if (flags.list) return list(selection);
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    return await runWithStack(flags, selection, interrupt.signal);
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    throw error;
  }
}

async function runWithStack(flags: Flags, selection: Selection, signal: AbortSignal): Promise<number> {
  const venv = flags.client === undefined ? flags.venv : await clientEnvironment(flags.client, signal);
  const running = await findStack(flags, signal);
  try {
    return await run({ ...flags, venv }, { selection, target: running.target, signal });
  } finally {
    await running.stop();
  }
}

/** Which pages run, against what, and what interrupts them. */
type Job = Required<Pick<SuiteOptions, 'selection' | 'target' | 'signal'>>;

async function run(flags: Flags, job: Job): Promise<number> {
  const root = flags.keep ? await mkdtemp(path.join(tmpdir(), 'snippets-')) : undefined;
  const suite = await runSuite({
    ...job,
    replacePins: flags.client !== undefined,
    ...(flags.venv === undefined ? {} : { venv: flags.venv }),
    ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
    onPage: (page) => console.log(printPage(page)),
    ...(root === undefined ? {} : { root }),
  });
  if (root !== undefined) console.log(`The pages’ directories are in ${root}`);
  if (job.signal.aborted) return EXIT.interrupted;
  const { counts, pages } = suite;
  console.log(printSummary(counts, pages));
  if (flags.write) await writeReport(suite);
  return counts.failed + counts.blocked > 0 ? EXIT.failed : EXIT.ok;
}

async function writeReport(suite: SuiteResult): Promise<void> {
  const fresh = publish(suite);
  const report = suite.complete ? fresh : merge(await readPublished(PROJECT_ROOT), fresh, suite.existing);
  await writePublished(PROJECT_ROOT, report);
  console.log(`Wrote ${PUBLISHED_PATH}`);
}

function list({ pages }: Selection): number {
  let count = 0;
  for (const { page, steps, problems } of pages) {
    count += problems.length;
    for (const step of steps) {
      const note =
        step.kind === 'untested' ? `: ${step.reason}` : step.kind === 'write' ? ` ${step.path}` : '';
      console.log(`${page}:${step.block.line}  ${step.block.language}  ${step.kind}${note}`);
    }
    for (const problem of problems) console.error(`${problem.page}:${problem.line}  ${problem.message}`);
  }
  return count > 0 ? EXIT.failed : EXIT.ok;
}

function readJobs(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new SnippetError(
    'USAGE',
    `--jobs ${text} is no number of pages.`,
    'Write a whole number from 1 to 99.',
  );
}

function readFlags() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        'registry-origin': { type: 'string' },
        key: { type: 'string' },
        venv: { type: 'string' },
        client: { type: 'string' },
        jobs: { type: 'string' },
        write: { type: 'boolean', default: false },
        keep: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const origin = values['registry-origin'] ?? process.env.REGISTRY_ORIGIN;
    const key = values.key ?? process.env.HOKUSAI_KEY;
    if (values.client !== undefined) checkVersion(values.client);
    if (values.write && (values.client !== undefined || values.venv !== undefined))
      throw new SnippetError(
        'USAGE',
        'The published report is of the project’s own Python environment.',
        'Leave out --write, or --client and --venv.',
      );
    const jobs = values.jobs === undefined ? undefined : readJobs(values.jobs);
    return { ...values, origin: origin || undefined, key: key || undefined, jobs, words: positionals };
  } catch (error) {
    if (error instanceof SnippetError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new SnippetError('USAGE', message, 'See --help.');
  }
}

// Whoever reads only the first lines (`| head`) closes the pipe: then nobody is left to print for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await main();
} catch (error) {
  const isKnown = error instanceof SnippetError || error instanceof MachineError;
  if (!isKnown) throw error;
  console.error([error.message, error.hint].filter(Boolean).join('\n'));
  process.exitCode = error.code === 'USAGE' ? EXIT.usage : EXIT.failed;
}
