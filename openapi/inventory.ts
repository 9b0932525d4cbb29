/**
 * Reads an MLflow release: the installed one into `openapi/inventory.json`, and since when its operations, fields and
 * enum values exist into `openapi/since.json`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { INVENTORY, SINCE, sources } from './generate/files.ts';
import { type Inventory, parseInventory } from './generate/inventory.ts';
import { addRelease, forgetRemoved, ReleaseOrderError, type Since } from './inventory/since.ts';

const HELP = `Usage: npm run openapi:inventory [-- --package WHEEL]

Reads the MLflow that is installed in .venv, and writes openapi/inventory.json and openapi/since.json.

  --package WHEEL  only note in openapi/since.json what this release brings: for a minor release that was never pinned.
                   Fetch its wheel with: pip download --no-deps mlflow-skinny==<version>
  --help           this text`;

const PYTHON = path.join(import.meta.dirname, '../.venv/bin/python');
const SCRIPT = path.join(import.meta.dirname, 'inventory/inventory.py');

/** What the command cannot do; the message says why. */
class InventoryError extends Error {}

function main(): void {
  const { help, wheel } = readFlags();
  if (help) {
    console.log(HELP);
    return;
  }
  const pinned = sources();
  const text = readRelease(wheel);
  const release = parseInventory(text);
  const since = addRelease(pinned.since, pinned.inventory, release);
  if (wheel === undefined) {
    writeFileSync(INVENTORY, text);
    writeSince(forgetRemoved(since, release));
    report(release, since);
    console.log('Next: npm run openapi names every operation and field without words.');
  } else {
    writeSince(since);
    report(release, since);
  }
}

/** @returns the inventory as text, one operation, field or route per line. */
function readRelease(wheel: string | undefined): string {
  if (!existsSync(PYTHON)) throw new InventoryError('There is no .venv. Make it: node setup/main.js');
  const options = wheel === undefined ? [] : ['--package', wheel];
  const { status, stdout, stderr } = spawnSync(PYTHON, [SCRIPT, ...options], {
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  if (status !== 0) throw new InventoryError(stderr.trim());
  return stdout;
}

function writeSince(since: Since): void {
  writeFileSync(SINCE, `${JSON.stringify(since, null, 2)}\n`);
}

function report({ mlflow, operations, messages }: Inventory, { releases }: Since): void {
  console.log(
    `MLflow ${mlflow}: ${operations.length} operations, ${Object.keys(messages).length} messages; ` +
      `since.json knows ${releases.length} releases`,
  );
}

function readFlags(): { help: boolean; wheel: string | undefined } {
  try {
    const { values } = parseArgs({
      options: { package: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    return { help: values.help === true, wheel: values.package };
  } catch (error) {
    throw new InventoryError(`${error instanceof Error ? error.message : String(error)}\nSee --help.`);
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof InventoryError) && !(error instanceof ReleaseOrderError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
