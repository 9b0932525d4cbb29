/** Finds a Python that is new enough. */
import { spawnSync } from 'node:child_process';
import { MachineError } from './error.js';

const OLDEST = /** @type {const} */ ([3, 10]);

const NAMES = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];

/** @typedef {{ program: string, version: string, hasVenv: boolean }} Python */

/**
 * The first Python on PATH that is new enough; `PYTHON` in the environment goes first.
 *
 * @returns {Python}
 * @throws {MachineError} `no-python` naming what was found instead
 */
export function findPython() {
  const tooOld = [];
  for (const name of process.env.PYTHON ? [process.env.PYTHON] : NAMES) {
    const python = askPython(name);
    if (!python) continue;
    if (isNewEnough(python.version)) return python;
    tooOld.push(`${name} is ${python.version}`);
  }
  const wanted = OLDEST.join('.');
  throw new MachineError(
    'no-python',
    `Python ${wanted} or newer is needed for MLflow${tooOld.length > 0 ? `, but ${tooOld.join(', ')}` : '; none was found'}.`,
    'Install it from https://www.python.org (Debian and Ubuntu: apt-get install python3 python3-venv), or name one with PYTHON=/path/to/python3.',
  );
}

/**
 * @param {string} program
 * @returns {Python | undefined} undefined when it does not run
 */
export function askPython(program) {
  // `ensurepip` is what Debian's python3 lacks without the package python3-venv.
  const question =
    'import platform, importlib.util as u; print(platform.python_version(), bool(u.find_spec("ensurepip") and u.find_spec("venv")))';
  const answer = spawnSync(program, ['-I', '-c', question], { encoding: 'utf8' });
  const [version, hasVenv] = (answer.stdout ?? '').trim().split(' ');
  return answer.status === 0 && version ? { program, version, hasVenv: hasVenv === 'True' } : undefined;
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
