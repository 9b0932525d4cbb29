/** Finds the Firefox that the tests of the status element drive, and installs one where apt has it. */
import { MachineError } from '../machine/error.js';
import { aptInstall, canAptInstall } from './apt.js';
import { findProgram } from './programs.js';
import { say, step } from './progress.js';

/** @type {import('./programs.js').Browser} */
const FIREFOX = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  programs: ['firefox-esr', 'firefox'],
  macApps: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  version: /firefox/i,
};

/**
 * Path of a Firefox that runs: `FIREFOX_PATH`, else one of the machine.
 *
 * @returns {string | undefined} undefined when there is none
 * @throws {MachineError} `bad-firefox-path` when `FIREFOX_PATH` names none
 */
export function findFirefox() {
  return findProgram(FIREFOX);
}

/** Whether the tests have their Firefox. */
export function firefoxIsReady() {
  return findFirefox() !== undefined;
}

/**
 * Makes sure that `findFirefox` finds one. Where none can be installed, the tests in Firefox say that they're skipped.
 * CI has no such excuse.
 *
 * @throws {MachineError} `no-firefox` in CI, when none can be installed
 */
export async function installFirefox() {
  await installFirefoxByApt();
  if (firefoxIsReady()) return;
  const missing = 'There is no Firefox, and none could be installed.';
  const hint =
    'Install Firefox with the machine’s own means, or name one with FIREFOX_PATH=/path/to/firefox. Logs: .stack/logs/';
  if (process.env.CI) throw new MachineError('no-firefox', missing, hint);
  say(`${missing} Tests that need it are skipped. ${hint}`);
}

/** @type {Promise<void> | undefined} */
let triedApt;

/** Installs one where apt has it. Tried once. */
export function installFirefoxByApt() {
  triedApt ??= tryApt();
  return triedApt;
}

async function tryApt() {
  try {
    if (canAptInstall()) await step('Firefox: apt-get install firefox-esr', () => aptInstall('firefox-esr'));
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    say(error.message);
  }
}
