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

/**
 * @param {string} name package name
 * @throws {import('../machine/error.js').MachineError} when apt fails
 */
export async function aptInstall(name) {
  const options = {
    log: `apt-${name}.log`,
    hint: 'Is the network there, and are the machine’s package sources right?',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  await run('apt-get', ['update', '-q'], options);
  await run('apt-get', ['install', '-qy', '--no-install-recommends', name], options);
}
