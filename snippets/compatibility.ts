/** `npm run compatibility -- --server 3.9.0 3.17.2`: runs the guide's pages with other versions of MLflow, writes down what works. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MachineError } from '../machine/error.js';
import { pythonVersion } from '../machine/venv.js';
import { checkVersion, clientEnvironment } from './clients/environment.ts';
import { byVersion, merge, withOtherPages } from './clients/merge.ts';
import { pageOutcome, usesPython } from './clients/outcome.ts';
import { startServer } from './clients/server.ts';
import { type Client, COMPATIBILITY_PATH, Compatibility } from './published/compatibility.ts';
import { SnippetError } from './runner/errors.ts';
import { printPage } from './runner/print.ts';
import type { PageResult } from './runner/report.ts';
import { PROJECT_ROOT, runSuite, type Selection, type SuiteResult, selectAndPlan } from './runner/suite.ts';
import { findStack } from './runningStack.ts';

const HELP = `Runs the guide's pages with other versions of the MLflow client and server, and writes
${COMPATIBILITY_PATH}.

  npm run compatibility -- 3.4.0 3.9.0              measure these clients against the pinned server
  npm run compatibility -- --server 3.9.0 3.9.0     measure client 3.9.0 against server 3.9.0
  npm run compatibility -- --server 3.9.0           measure the clients again that the file has for this server

Options:
  --server VERSION        MLflow server to run the pages against (default: the pinned one)
  --page WORD             only pages with WORD in their path, once or more; keeps what the file has of others
  --help                  this text

Each version gets a Python environment of its own below .stack/clients/, made once with pip. Without --server, REGISTRY_ORIGIN
and HOKUSAI_KEY can name a running stack; otherwise each client gets a fresh one. Ends with 0 also when pages fail: that is
the measurement. The file is written after each client, so an interruption loses only the one at work.`;

const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

async function main(): Promise<number> {
  const { help, words, server, versions: named } = readFlags();
  if (help) {
    console.log(HELP);
    return EXIT.ok;
  }
  if (server !== undefined) checkVersion(server);
  const versions = (named.length > 0 ? named : await measuredVersions(server))
    .map(checkVersion)
    .sort(byVersion);
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const measured = await measure({ server, versions, words }, interrupt.signal);
    if (interrupt.signal.aborted) return EXIT.interrupted;
    printClients(measured);
    return EXIT.ok;
  } catch (error) {
    if (interrupt.signal.aborted) return EXIT.interrupted;
    throw error;
  }
}

interface Task {
  /** Version of the MLflow server; the pinned one when not given. */
  server: string | undefined;
  /** Versions of the client. */
  versions: string[];
  words: string[];
}

async function measure({ server, versions, words }: Task, signal: AbortSignal): Promise<Client[]> {
  const clients: Client[] = [];
  const { existing, pages: all } = await selectAndPlan(words);
  const selection = { existing, pages: all.filter(usesPython) };
  // All environments first: a version that does not exist is found before hours of work.
  for (const version of versions) await clientEnvironment(version, signal);
  for (const version of versions) {
    if (signal.aborted) break;
    const { mlflow, pages } = await runWith(version, server, selection, signal);
    if (signal.aborted) break;
    const full = pythonVersion(await clientEnvironment(version, signal)) ?? '';
    const python = full.split('.').slice(0, 2).join('.');
    const measuredOn = new Date().toISOString().slice(0, 10);
    const client = { version, python, measuredOn, pages: pages.map(pageOutcome) };
    clients.push(client);
    // After each: who interrupts the next keeps what was measured.
    const older = await readMeasured();
    const whole = words.length === 0 ? client : withOtherPages(older, mlflow.server, client);
    await write(merge(older, { version: mlflow.server, clients: [whole] }));
  }
  return clients;
}

/** Runs the pages with one client. Server and stack of our own are fresh, so that no client meets what another left half done. */
async function runWith(
  version: string,
  server: string | undefined,
  selection: Selection,
  signal: AbortSignal,
): Promise<SuiteResult> {
  console.log(`\nMLflow client ${version}, server ${server ?? 'of the stack'}`);
  const { REGISTRY_ORIGIN, HOKUSAI_KEY } = process.env;
  const venv = await clientEnvironment(version, signal);
  await using other = server === undefined ? undefined : await startServer(server, signal);
  const flags =
    other === undefined
      ? { origin: REGISTRY_ORIGIN || undefined, key: HOKUSAI_KEY || undefined }
      : { origin: undefined, key: undefined, mlflowUri: other.url };
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

/** @param server the pinned one when not given, which is the newest of the file */
async function measuredVersions(server: string | undefined): Promise<string[]> {
  const servers = (await readMeasured())?.servers ?? [];
  const older = server === undefined ? servers.at(-1) : servers.find(({ version }) => version === server);
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
        server: { type: 'string' },
        page: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return {
      help: values.help === true,
      words: values.page,
      server: values.server,
      versions: positionals,
    };
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
