/** Runs an installer with its output in a log file, and ends it when setup is interrupted. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError } from './error.js';
import { LOG_DIR, ROOT } from './paths.js';

const TAIL_LINES = 15;
const GRACE_MS = 3000;

/** @type {Set<number>} */
const groups = new Set();

let interrupted = false;

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ log: string, hint: string, env?: NodeJS.ProcessEnv }} options name of the log below `.stack/logs/`, what to
 *   do when the program fails, its environment
 * @returns {Promise<void>}
 * @throws {SetupError} `command-failed` with the end of the log
 */
export async function run(program, args, { log, hint, env = process.env }) {
  mkdirSync(LOG_DIR, { recursive: true });
  const file = join(LOG_DIR, log);
  const output = openSync(file, 'w');
  // A group of its own, so that one signal reaches whatever the installer started.
  const child = spawn(program, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  if (child.pid !== undefined) groups.add(child.pid);
  const end = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  if (child.pid !== undefined) groups.delete(child.pid);
  // An installer that we ended ourselves is no failure to report; setup is about to end too.
  if (interrupted) await new Promise(() => {});
  if (end === 0) return;
  const shown = [program, ...args].map((word) => word.replace(`${ROOT}/`, '')).join(' ');
  throw new SetupError(
    'command-failed',
    `"${shown}" failed (${typeof end === 'number' ? `exit code ${end}` : end}).`,
    `${hint} Whole log: ${relative(process.cwd(), file)}`,
    tail(file),
  );
}

/** From now on Ctrl-C and its kin end everything that `run` started, and then setup itself. */
export function endChildrenOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => {
      // One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm itself.
      if (interrupted) return;
      interrupted = true;
      for (const group of groups) kill(group, 'SIGTERM');
      if (groups.size === 0) process.exit(code);
      console.error('\nsetup: stopped; the next run goes on from here.');
      const started = Date.now();
      setInterval(() => {
        const alive = [...groups].filter((group) => kill(group, 0));
        if (alive.length > 0 && Date.now() - started < GRACE_MS) return;
        for (const group of alive) kill(group, 'SIGKILL');
        process.exit(code);
      }, 50);
    });
  }
}

/**
 * @param {number} group
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} false when the group is gone
 */
function kill(group, signal) {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

/** @param {string} file */
function tail(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
