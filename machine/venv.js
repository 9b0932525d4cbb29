/** Virtual environments of Python: each holds exactly what was asked for, and is made once. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { MachineError } from './error.js';
import { withLock } from './lock.js';
import { LOG_DIR, ROOT, shown } from './paths.js';
import { runToEnd } from './processes.js';
import { findPython } from './python.js';
import { ensureUv, settingsOfPip } from './uv.js';

/**
 * @typedef {object} Venv
 * @property {string} folder where it is kept
 * @property {string} [requirements] path of a lock with hashes
 * @property {readonly string[]} [packages] further packages, such as `mlflow==3.9.0`
 */

/** Whether the environment was finished with these packages, at this place, and its Python still runs. */
export function venvIsReady(/** @type {Venv} */ venv) {
  try {
    return readFileSync(stampOf(venv), 'utf8') === contentOf(venv);
  } catch {
    return false;
  }
}

/**
 * Makes an environment anew; what is left of an earlier or interrupted one is removed.
 *
 * @param {Venv} venv
 * @param {string} python the program to make it with
 * @param {AbortSignal} [abort]
 * @throws {import('./error.js').MachineError} `child-died` when Python fails, or uv and then pip
 */
export async function makeVenv(venv, python, abort) {
  const { folder, requirements, packages = [] } = venv;
  const logFile = path.join(LOG_DIR, `venv-${path.basename(folder)}.log`);
  rmSync(logFile, { force: true });
  const common = { cwd: ROOT, env: process.env, logFile };
  const makesFolder = {
    ...common,
    name: `Making the virtual environment ${shown(folder)}`,
    program: python,
    args: ['-m', 'venv', '--clear', folder],
  };
  await runToEnd(makesFolder, abort);
  const interpreter = path.join(folder, 'bin', 'python');
  // A lock names all there is, so nothing needs resolving.
  const locked = requirements === undefined ? [] : ['--no-deps', '--require-hashes', '-r', requirements];
  const wanted = [...locked, ...packages];
  const installs = { ...common, name: `Installing Python packages in ${shown(folder)}` };
  try {
    const program = await ensureUv(interpreter, common, abort);
    const args = ['pip', 'install', '--no-config', '--no-progress', '--python', interpreter, ...wanted];
    await runToEnd({ ...installs, program, args, env: settingsOfPip(interpreter) }, abort);
  } catch (error) {
    abort?.throwIfAborted();
    if (!(error instanceof MachineError)) throw error;
    // What uv said is in the log; pip knows more kinds of indexes, and says what is wrong when it's the network.
    // Compiling every module takes half of an installation; Python compiles what it imports.
    const flags = ['--disable-pip-version-check', '--no-input', '--prefer-binary', '--no-compile'];
    const args = ['-m', 'pip', 'install', ...flags, ...wanted];
    const hint = 'Is the network there, and does pip reach its index?';
    await runToEnd({ ...installs, program: interpreter, args, hint }, abort);
  }
  writeFileSync(stampOf(venv), contentOf(venv));
}

/**
 * Makes an environment when it is not ready. Several processes may ask at once.
 *
 * @param {Venv} venv
 * @param {(line: string) => void} say gets a line when there is something to do or to wait for
 * @param {AbortSignal} [abort]
 * @returns {Promise<{ bin: string, python: string }>} its folder of programs, and Python in it
 * @throws {import('./error.js').MachineError} `no-python` or `child-died`
 */
export async function ensureVenv(venv, say, abort) {
  const place = shown(venv.folder);
  const waiting = (/** @type {number} */ pid) => say(`Waiting for process ${pid}, which makes ${place}`);
  const work = async () => {
    if (venvIsReady(venv)) return;
    say(`Python packages: ${place}, once`);
    await makeVenv(venv, findPython().program, abort);
  };
  await withLock(`${venv.folder}.lock`, waiting, work, abort);
  const bin = path.join(venv.folder, 'bin');
  return { bin, python: path.join(bin, 'python') };
}

/** Written as the last act: what is in the environment, made by which Python, and where. */
function stampOf(/** @type {Venv} */ { folder }) {
  return path.join(folder, '.setup.json');
}

/** @param {Venv} venv */
function contentOf({ folder, requirements, packages = [] }) {
  const hash = createHash('sha256');
  if (requirements !== undefined) hash.update(readFileSync(requirements));
  for (const each of packages) hash.update(`${each}\n`);
  // The scripts inside name the place, so a moved checkout needs a new environment.
  const content = { requirements: hash.digest('hex'), python: pythonVersion(folder), place: folder };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * @param {string} folder of an environment
 * @returns {string | undefined} such as `3.11.2`; undefined when its Python does not run
 */
export function pythonVersion(folder) {
  const question = ['-IS', '-c', 'import sys; print(sys.version.split()[0])'];
  const answer = spawnSync(path.join(folder, 'bin', 'python'), question, { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}
