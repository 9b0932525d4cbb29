/**
 * `npm run openapi:oldest`: asks the oldest supported MLflow server whether its answers hold what the document calls
 * required, and writes down what it showed. The document is the one of that release, as the site publishes it.
 */
import { writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { ROOT } from '../../machine/paths.js';
import { SCENARIO } from '../../openapi/generate/files.ts';
import type { Operation } from '../../openapi/generate/operations.ts';
import type { Server } from '../../openapi/record/call.ts';
import { playScenario } from '../../openapi/record/run.ts';
import { loadScenario } from '../../openapi/record/scenario.ts';
import { startServer } from '../../snippets/clients/server.ts';
import { askEmptyServer } from './emptyServer.ts';
import { documentOfOldest, OLDEST, OLDEST_FILE, type Oldest } from './oldestDocument.ts';
import { Presence } from './presence.ts';

const HELP = `Usage: npm run openapi:oldest

Plays the scenario against MLflow ${OLDEST} from PyPI, and writes to tests/contract/oldest.json in which answers the fields came
that the document calls required. The first run installs that release below .stack/.`;

/** Longest answer that is written down. */
const MAX_SHOWN = 200;

/** Plays what the server can do; gives the steps that it cannot. */
async function play(server: Server, operations: readonly Operation[], presence: Presence): Promise<string[]> {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const steps = loadScenario(SCENARIO)
    .filter(({ call }) => byId.has(call))
    // How it refuses is not the question here.
    .map((step) => ({ ...step, refuse: {} }));
  const failed: string[] = [];
  await askEmptyServer(server, operations, (operation, answer) => presence.note(operation, answer));
  await playScenario(steps, byId, server, {
    after: ({ operation, answer }) => presence.note(operation, answer),
    failed: (_, { message }) => failed.push(message.split('\n', 1)[0]?.slice(0, MAX_SHOWN) ?? ''),
  });
  return failed;
}

async function main(signal: AbortSignal): Promise<void> {
  const { document, operations } = documentOfOldest();
  const presence = new Presence(document);
  await using server = await startServer(OLDEST, signal);
  const version = await fetch(`${server.url}/version`);
  const failed = await play(server, operations, presence);
  if (presence.lacking.size > 0)
    throw new Error(`MLflow ${OLDEST} answers without ${[...presence.lacking].join(', ')}.`);
  const expected = [...presence.expected(operations)].sort(([a], [b]) => (a < b ? -1 : 1));
  const result: Oldest = {
    mlflow: await version.text(),
    proven: Object.fromEntries(expected.filter(([name]) => presence.seen.has(name))),
    unseen: expected.map(([name]) => name).filter((name) => !presence.seen.has(name)),
    failed,
  };
  await writeFile(OLDEST_FILE, JSON.stringify(result));
  await execa('biome', ['format', '--write', OLDEST_FILE], { preferLocal: true, localDir: ROOT });
  console.log(
    `MLflow ${result.mlflow}: required fields of ${Object.keys(result.proven).length} of ${expected.length} schemas proven`,
  );
}

if (process.argv.includes('--help')) console.log(HELP);
else {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort()).once('SIGTERM', () => interrupt.abort());
  await main(interrupt.signal);
}
