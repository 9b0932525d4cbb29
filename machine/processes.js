/**
 * Child processes: each leads a group of its own, with its output in a log, and is never left behind. Plain JavaScript,
 * because setup runs its installers here before any package is there.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MachineError } from './error.js';
import { shown } from './paths.js';

/**
 * @typedef {object} ChildSpec
 * @property {string} name for messages: "MLflow", "The health service"
 * @property {string} program
 * @property {readonly string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile output is appended here
 * @property {string} [hint] what to do when it fails
 */

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {number} pid
 * @property {string} logFile
 * @property {(signal: NodeJS.Signals) => void} signal sends a signal to the whole group
 * @property {(graceMs?: number) => Promise<void>} stop ends the whole group: TERM first, KILL after the grace period.
 *   Resolves when it is gone
 */

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null, error?: Error }} Exit */

/**
 * @typedef {object} Group
 * @property {import('node:child_process').ChildProcess} child its leader
 * @property {Promise<Exit>} exited resolves when the leader has ended or could not be started; never rejects
 * @property {(signal: NodeJS.Signals) => void} signal
 */

/** `npm start` promises to be gone within 5 s. */
const GRACE_MS = 3000;

const TAIL_LINES = 15;

/** @type {Set<number>} */
const groups = new Set();

// However this process ends, short of SIGKILL, its children end with it. A signal that nobody listens to ends it without an
// exit event.
const killGroups = () => {
  for (const group of groups) signalGroup(group, 'SIGKILL');
};
process.on('exit', killGroups);
for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(name, function endGroups() {
    // Whoever else listens ends this process in an order of its own. A runner of tests may load this module twice.
    if (process.listeners(name).some((listener) => listener.name !== endGroups.name)) return;
    killGroups();
    process.removeAllListeners(name);
    process.kill(process.pid, name);
  });

/**
 * Starts a program as the leader of a process group. When the leader ends, what it had started ends too: it would go on
 * serving on its own.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Pick<import('node:child_process').SpawnOptions, 'cwd' | 'env' | 'stdio'>} options
 * @returns {Group}
 */
export function startGroup(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  /** @type {Promise<Exit>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => {
      if (pid !== undefined) {
        groups.delete(pid);
        signalGroup(pid, 'SIGKILL');
      }
      resolve({ code, signal });
    });
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    child,
    exited,
    signal: (name) => void (pid !== undefined && isRunning() && signalGroup(pid, name)),
  };
}

/**
 * Starts a child that runs until it is stopped.
 *
 * @param {ChildSpec} spec
 * @param {(error: MachineError) => void} onDeath called when it ends although nobody stopped it
 * @returns {Promise<Child>}
 * @throws {MachineError} `child-died` when it cannot be started at all
 */
export async function startChild(spec, onDeath) {
  const { child, exited, signal } = launch(spec);
  const { pid } = child;
  if (pid === undefined) throw deathOf(spec, await exited);
  /** @type {'running' | 'stopping' | 'gone'} */
  let state = 'running';
  const gone = exited.then((exit) => {
    if (state === 'running') onDeath(deathOf(spec, exit));
    state = 'gone';
  });
  const stop = async (graceMs = GRACE_MS) => {
    if (state === 'running') {
      state = 'stopping';
      await endGroup(pid, gone, graceMs);
    }
    await gone;
  };
  return { name: spec.name, pid, logFile: spec.logFile, signal, stop };
}

/**
 * Runs a program to its end.
 *
 * @param {ChildSpec} spec
 * @param {AbortSignal} [abort] ends it; the signal's reason is thrown
 * @returns {Promise<void>}
 * @throws {MachineError} `child-died` with the end of its log when it fails
 */
export async function runToEnd(spec, abort) {
  abort?.throwIfAborted();
  const { child, exited } = launch(spec);
  const end = () => child.pid !== undefined && endGroup(child.pid, exited);
  abort?.addEventListener('abort', end);
  const exit = await exited;
  abort?.removeEventListener('abort', end);
  abort?.throwIfAborted();
  if (exit.code !== 0) throw deathOf(spec, exit, 'failed');
}

/**
 * Ends a process group: TERM, then KILL for what is left when its leader is gone or the grace period is over. Waiting
 * for the whole group would wait for zombies too, which a container's first process may never clear away.
 *
 * @param {number} group
 * @param {Promise<unknown>} leaderGone settles when the group's leader has ended
 */
export async function endGroup(group, leaderGone, graceMs = GRACE_MS) {
  signalGroup(group, 'SIGTERM');
  await Promise.race([leaderGone, sleep(graceMs, undefined, { ref: false })]);
  signalGroup(group, 'SIGKILL');
}

/**
 * The end of a log, for messages.
 *
 * @param {string} file
 */
export function logTail(file) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  } catch {
    return '';
  }
}

/** @param {ChildSpec} spec */
function launch({ program, args, cwd, env, logFile }) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const output = openSync(logFile, 'a');
  try {
    return startGroup(program, args, { cwd, env, stdio: ['ignore', output, output] });
  } finally {
    closeSync(output);
  }
}

/**
 * @param {number} group
 * @param {NodeJS.Signals} signal
 */
function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    // It is gone already.
  }
}

/**
 * @param {ChildSpec} spec
 * @param {Exit} exit
 * @param {string} verb
 */
function deathOf({ name, logFile, hint }, { code, signal, error }, verb = 'ended unexpectedly') {
  const what = error ? `cannot be started: ${error.message}` : `${verb} (${signal ?? `exit code ${code}`})`;
  const log = `Whole log: ${shown(logFile)}`;
  return new MachineError('child-died', `${name} ${what}.`, hint ? `${hint} ${log}` : log, logTail(logFile));
}
