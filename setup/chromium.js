/** Finds the browser that the tests drive, and installs one when there is none. */
import path from 'node:path';
import { MachineError } from '../machine/error.js';
import { PINNED_NODE, ROOT } from '../machine/paths.js';
import { aptInstall, canAptInstall } from './apt.js';
import { findProgram, runs } from './programs.js';
import { say, step } from './progress.js';
import { run } from './run.js';

/** Chromium without a window: the same pages, for a third of the processor time. */
const HEADLESS_SHELL = 'chromium-headless-shell';

/** @type {import('./programs.js').Browser} */
const CHROMIUM = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  programs: [
    HEADLESS_SHELL,
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
  ],
  macApps: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  version: /chrom/i,
};

/**
 * Path of a Chromium that runs: `CHROMIUM_PATH`, else one of the machine, else Playwright's own download.
 *
 * @returns {Promise<string | undefined>} undefined when there is none
 * @throws {MachineError} `bad-chromium-path` when `CHROMIUM_PATH` names none
 */
export async function findChromium() {
  return findProgram(CHROMIUM) ?? (await playwrightsOwn());
}

/**
 * Path of a Chromium that does all that a reader's does, as `findChromium` finds it: the headless shell hides no tab and
 * keeps no page in a back-forward cache, and is taken only where there is nothing else.
 */
export async function findWholeChromium() {
  const programs = CHROMIUM.programs.filter((program) => program !== HEADLESS_SHELL);
  return findProgram({ ...CHROMIUM, programs }) ?? (await findChromium());
}

/** Whether the tests have their browser. CI also wants the headless shell, where apt has it. */
export async function chromiumIsReady() {
  const found = await findChromium();
  const better = process.env.CI && !process.env.CHROMIUM_PATH && canAptInstall();
  return found !== undefined && (!better || path.basename(found) === HEADLESS_SHELL);
}

/**
 * Makes sure that `findChromium` finds one. Where none can be installed, the other tests still run: those that need a
 * browser say that they're skipped. CI has no such excuse.
 *
 * @throws {MachineError} `no-chromium` in CI, when none can be installed
 */
export async function installChromium() {
  await installChromiumByApt();
  if (!(await findChromium())) await orSay(installWithPlaywright);
  if (await findChromium()) return;
  const missing = 'There is no Chromium, and none could be installed.';
  const hint =
    'Install Chromium or Google Chrome with the machine’s own means, or name one with CHROMIUM_PATH=/path/to/chromium. Logs: .stack/logs/';
  if (process.env.CI) throw new MachineError('no-chromium', missing, hint);
  say(`${missing} Tests that need a browser are skipped. ${hint}`);
}

/** @type {Promise<void> | undefined} */
let triedApt;

/** Installs one where apt has it, which needs none of the project's packages. Tried once. */
export function installChromiumByApt() {
  triedApt ??= tryApt();
  return triedApt;
}

async function tryApt() {
  if (!canAptInstall()) return;
  for (const name of [HEADLESS_SHELL, 'chromium']) {
    await orSay(() => step(`Chromium: apt-get install ${name}`, () => aptInstall(name)));
    if (findProgram(CHROMIUM)) return;
  }
}

/** @param {() => Promise<void>} way what fails is said, and another way is tried */
async function orSay(way) {
  try {
    await way();
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    say(error.message);
  }
}

async function installWithPlaywright() {
  const cli = path.join(ROOT, 'node_modules', 'playwright-core', 'cli.js');
  const withLibraries = canAptInstall() ? ['--with-deps'] : [];
  await step('Chromium: Playwright’s download', () =>
    run(PINNED_NODE, [cli, 'install', '--no-shell', ...withLibraries, 'chromium'], {
      log: 'playwright-install.log',
      hint: 'Is the network there?',
    }),
  );
}

/** @returns {Promise<string | undefined>} */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    return runs(path, CHROMIUM.version) ? path : undefined;
  } catch {
    return undefined;
  }
}
