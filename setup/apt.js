/** Debian's and Ubuntu's own packages, for root on such a machine (containers, mostly). */
import { accessSync, constants, readFileSync } from 'node:fs';
import { run } from './run.js';

/** Whether `apt-get install` can work here. */
export function canAptInstall() {
  try {
    accessSync('/usr/bin/apt-get', constants.X_OK);
    return (
      process.getuid?.() === 0 &&
      /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
    );
  } catch {
    return false;
  }
}

/** apt has one lock. */
/** @type {Promise<unknown>} */
let turn = Promise.resolve();

/** @type {Promise<void> | undefined} */
let updated;

/**
 * Installs a package when those before it are done.
 *
 * @param {string} name package name
 * @returns {Promise<void>}
 * @throws {import('../machine/error.js').MachineError} when apt fails
 */
export function aptInstall(name) {
  const mine = turn.then(async () => {
    updated ??= apt('update', ['update', '-q']);
    await updated;
    await apt(name, ['install', '-qy', '--no-install-recommends', name]);
  });
  turn = mine.catch(() => {});
  return mine;
}

/**
 * @param {string} log
 * @param {readonly string[]} args
 */
function apt(log, args) {
  return run('apt-get', args, {
    log: `apt-${log}.log`,
    hint: 'Is the network there, and are the machine’s package sources right?',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
