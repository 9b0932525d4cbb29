/** The Node packages: `node_modules` as the lock file says. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { MachineError } from '../machine/error.js';
import { npmCommand } from '../machine/npm.js';
import { PINNED_NODE, ROOT } from '../machine/paths.js';
import { step } from './progress.js';
import { run } from './run.js';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} LockedPackages */

/**
 * Whether every package of the lock file is installed in its version. npm writes what it installed to
 * `node_modules/.package-lock.json` as its last act, so an interrupted install has no such file.
 */
export function packagesAreReady() {
  const wanted = readLock(path.join(ROOT, 'package-lock.json'));
  const installed = readLock(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed || !existsSync(PINNED_NODE)) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** @throws {MachineError} when npm fails or the pinned Node is not there afterwards */
export async function installPackages() {
  await step('Node packages: npm ci', async () => {
    const { program, args, env } = npmCommand();
    await run(program, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=warn'], {
      log: 'npm-ci.log',
      hint: 'Is the network there, and does npm reach its registry?',
      env,
    });
  });
  if (existsSync(PINNED_NODE)) return;
  throw new MachineError(
    'no-pinned-node',
    'npm installed the packages but ran no install script, so the project’s own Node is missing.',
    'Run: npm rebuild node --ignore-scripts=false',
  );
}

/**
 * @param {string} file
 * @returns {LockedPackages | undefined}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
