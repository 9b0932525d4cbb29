/** Runs an installer with its output in a log file, and ends it when setup is interrupted. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { LOG_DIR, ROOT } from '../machine/paths.js';
import { runToEnd } from '../machine/processes.js';

const interruption = new AbortController();

/** Aborted by Ctrl-C and its kin; its reason is the exit code. */
export const interrupted = interruption.signal;

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ log: string, hint: string, env?: NodeJS.ProcessEnv }} options name of the log below `.stack/logs/`, what to
 *   do when the program fails, its environment
 * @returns {Promise<void>}
 * @throws {import('../machine/error.js').MachineError} `child-died` with the end of the log
 */
export async function run(program, args, { log, hint, env = process.env }) {
  const logFile = path.join(LOG_DIR, log);
  rmSync(logFile, { force: true });
  const name = `"${[program, ...args].map((word) => word.replace(`${ROOT}/`, '')).join(' ')}"`;
  await runToEnd({ name, program, args, cwd: ROOT, env, logFile, hint }, interrupted);
}

/** From now on Ctrl-C and its kin end everything that runs, and then setup itself. */
export function endOnSignals() {
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    process.on(signal, () => {
      // One Ctrl-C arrives twice under npm: from the terminal, and passed on by npm itself.
      if (interrupted.aborted) return;
      console.error('\nsetup: stopped; the next run goes on from here.');
      interruption.abort(code);
    });
  }
}
