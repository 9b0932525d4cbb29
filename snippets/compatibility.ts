/** `npm run compatibility -- 3.4.0 3.9.0`: runs the guide's pages with other versions of the MLflow client, writes down what works. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MachineError } from '../machine/error.js';
import { pythonVersion } from '../machine/venv.js';
import { checkVersion, clientEnvironment } from './clients/environment.ts';
import { byVersion, merge } from './clients/merge.ts';
import { pageOutcome, usesPython } from './clients/outcome.ts';
import { type Client, COMPATIBILITY_PATH, Compatibility } from './published/compatibility.ts';
import { SnippetError } from './runner/errors.ts';
import { printPage } from './runner/print.ts';
import type { PageResult } from './runner/report.ts';
import { PROJECT_ROOT, runSuite, type Selection, type SuiteResult, selectAndPlan } from './runner/suite.ts';
import { findStack } from './runningStack.ts';

const HELP = `Runs the guide's pages with other versions of the MLflow client against one server, and writes
${COMPATIBILITY_PATH}.

  npm run compatibility -- 3.4.0 3.9.0      measure these versions, keep others of the same server and day
  npm run compatibility                     measure the versions of the file again

Options:
  --page WORD             only pages with WORD in their path, once or more; writes nothing
  --help                  this text

Each version gets a Python environment of its own below .stack/clients/, made once with pip. REGISTRY_ORIGIN and
HOKUSAI_KEY name a running stack; without them each version gets a fresh one. Ends with 0 also when pages fail: that is the measurement.
The file is written after each version, so an interruption loses only the one at work.`;

const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

async function main(): Promise<number> {
  const { help, words, versions: named } = readFlags();
  if (help) {
    console.log(HELP);
    return EXIT.ok;
  }
  const versions = (named.length > 0 ? named : await measuredVersions()).map(checkVersion).sort(byVersion);
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const measured = await measure(versions, words, interrupt.signal);
    if (interrupt.signal.aborted) return EXIT.interrupted;
    printClients(measured.clients);
    return EXIT.ok;
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    throw error;
  }
}

async function measure(versions: string[], words: string[], signal: AbortSignal): Promise<Compatibility> {
  const measured: Compatibility = {
    server: '',
    measuredOn: new Date().toISOString().slice(0, 10),
    clients: [],
  };
  const selection = await selectAndPlan(words);
  // All environments first: a version that does not exist is found before hours of work.
  for (const version of versions) await clientEnvironment(version, signal);
  for (const version of versions) {
    if (signal.aborted) break;
    const { mlflow, pages } = await runWith(version, selection, signal);
    const full = pythonVersion(await clientEnvironment(version, signal)) ?? '';
    const python = full.split('.').slice(0, 2).join('.');
    measured.server = mlflow.server;
    if (signal.aborted) break;
    measured.clients.push({ version, python, pages: pages.filter(usesPython).map(pageOutcome) });
    // After each: who interrupts the next keeps what was measured.
    if (words.length === 0) await write(merge(await readMeasured(), measured));
  }
  return measured;
}

/** Runs the pages with one client. A stack of our own is fresh, so that no client meets what another left half done. */
async function runWith(version: string, selection: Selection, signal: AbortSignal): Promise<SuiteResult> {
  console.log(`\nMLflow client ${version}`);
  const { REGISTRY_ORIGIN, HOKUSAI_KEY } = process.env;
  const flags = { origin: REGISTRY_ORIGIN || undefined, key: HOKUSAI_KEY || undefined };
  const venv = await clientEnvironment(version, signal);
  const stack = await findStack(flags, signal);
  try {
    const onPage = (page: PageResult) => console.log(printPage(page));
    return await runSuite({ selection, venv, replacePins: true, target: stack.target, signal, onPage });
  } finally {
    await stack.stop();
  }
}

function printClients(clients: Client[]): void {
  console.log('');
  for (const { version, python, pages } of clients) {
    const failed = pages.filter(({ result }) => result === 'failed');
    console.log(
      `${version} on Python ${python}: ${pages.length - failed.length} of ${pages.length} pages pass`,
    );
    for (const { page, problem } of failed) console.log(`  ${page}: ${problem}`);
  }
}

async function write(measured: Compatibility): Promise<void> {
  const text = JSON.stringify(Compatibility.parse(measured), null, 2);
  await writeFile(path.join(PROJECT_ROOT, COMPATIBILITY_PATH), `${text}\n`);
  console.log(`Wrote ${COMPATIBILITY_PATH}`);
}

/** The committed file; nothing when there is none. */
async function readMeasured(): Promise<Compatibility | undefined> {
  const text = await readFile(path.join(PROJECT_ROOT, COMPATIBILITY_PATH), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Compatibility.parse(JSON.parse(text));
}

async function measuredVersions(): Promise<string[]> {
  const older = await readMeasured();
  if (older !== undefined) return older.clients.map(({ version }) => version);
  throw new SnippetError(
    'USAGE',
    'No version was measured yet.',
    'Name some: npm run compatibility -- 3.9.0',
  );
}

function readFlags() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        page: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { help: values.help === true, words: values.page, versions: positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SnippetError('USAGE', message, 'See --help.');
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const isKnown = error instanceof SnippetError || error instanceof MachineError;
  if (!isKnown) throw error;
  console.error([error.message, error.hint].filter(Boolean).join('\n'));
  process.exitCode = error.code === 'USAGE' ? EXIT.usage : EXIT.failed;
}
