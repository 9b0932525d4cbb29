/** The steps of setup in order; each does nothing when it is done already. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { MachineError } from '../machine/error.js';
import { withLock } from '../machine/lock.js';
import { STATE_DIR } from '../machine/paths.js';
import { chromiumIsReady, installChromium, installChromiumByApt } from './chromium.js';
import { firefoxIsReady, installFirefox, installFirefoxByApt } from './firefox.js';
import { installPackages, packagesAreReady } from './npm.js';
import { say } from './progress.js';
import { endOnSignals, interrupted } from './run.js';
import { installPythonPackages, pythonPackagesAreReady } from './venv.js';

const HELP = `Usage: node setup/main.js [--browser]

Makes this checkout ready: Node packages, Python packages in .venv and, with --browser, a Chromium and a Firefox for the
tests.
What is ready already is left alone. npm start and npm test run it for you; logs go to .stack/logs/.

Environment:
  PYTHON         the Python (3.10 or newer) to make .venv with
  CHROMIUM_PATH  the Chromium that the tests drive
  FIREFOX_PATH   the Firefox that they drive`;

/** @typedef {{ isReady: () => boolean | Promise<boolean>, install: () => Promise<void> }} Step */

/** @type {Step} */
const nodePackages = { isReady: packagesAreReady, install: installPackages };

/** @type {Step} */
const pythonPackages = { isReady: pythonPackagesAreReady, install: installPythonPackages };

const PACKAGES = [nodePackages, pythonPackages];

/** @type {Step} */
const chromium = { isReady: chromiumIsReady, install: installChromium };

/** @type {Step} */
const firefox = { isReady: firefoxIsReady, install: installFirefox };

/** apt is at work while npm is; what it can't install, the browsers' own steps look for elsewhere, or say so. */
const WITH_BROWSERS = [
  [
    ...PACKAGES,
    { isReady: chromiumIsReady, install: installChromiumByApt },
    { isReady: firefoxIsReady, install: installFirefoxByApt },
  ],
  [chromium, firefox],
];

/**
 * @param {readonly string[]} args
 * @returns {Promise<void>} sets the exit code; prints what went wrong
 */
export async function main(args) {
  try {
    const { values } = readOptions(args);
    if (values.help) return console.log(HELP);
    endOnSignals();
    await makeReady(values.browser ? WITH_BROWSERS : [PACKAGES]);
  } catch (error) {
    if (interrupted.aborted) {
      process.exitCode = interrupted.reason;
      return;
    }
    if (!(error instanceof MachineError)) throw error;
    console.error(error.explain('setup'));
    process.exitCode = 1;
  }
}

/**
 * Takes the stages in order. The steps of a stage run side by side: one waits for the network while another unpacks.
 *
 * @param {readonly (readonly Step[])[]} stages
 */
async function makeReady(stages) {
  if (process.platform === 'win32') {
    throw new MachineError('windows', 'Windows itself is not supported.', 'Run the same command inside WSL.');
  }
  if (await allReady(stages.flat())) return;
  const waiting = (/** @type {number} */ pid) => say(`another setup is at work (pid ${pid}); waiting for it`);
  const work = async () => {
    for (const steps of stages) await together(steps);
  };
  await withLock(path.join(STATE_DIR, 'setup.lock'), waiting, work, interrupted);
}

/**
 * A step that fails does not stop the others: what they install is there for the next run.
 *
 * @param {readonly Step[]} steps
 */
async function together(steps) {
  const ends = await Promise.allSettled(
    steps.map(async (step) => {
      if (!(await step.isReady())) await step.install();
    }),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/** @param {readonly Step[]} steps */
async function allReady(steps) {
  for (const step of steps) {
    if (!(await step.isReady())) return false;
  }
  return true;
}

/** @param {readonly string[]} args */
function readOptions(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        browser: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MachineError('bad-arguments', reason, 'node setup/main.js --help lists the options.');
  }
}
