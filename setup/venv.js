/** The Python packages: a virtual environment with exactly what `stack/requirements.txt` locks. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canAptInstall } from './apt.js';
import { SetupError } from './error.js';
import { ROOT, VENV_DIR, VENV_PYTHON } from './paths.js';
import { step } from './progress.js';
import { askPython, findPython } from './python.js';
import { run } from './run.js';

const REQUIREMENTS = join(ROOT, 'stack', 'requirements.txt');

/** Written as the last act of an install: what is in the environment, made by which Python, and where. */
const STAMP = join(VENV_DIR, '.setup.json');

/** Whether the environment was finished from these requirements, at this place, and its Python still runs. */
export function venvIsReady() {
  try {
    return readFileSync(STAMP, 'utf8') === stampFor(venvVersion());
  } catch {
    return false;
  }
}

/**
 * Makes the environment anew; what is left of an earlier or interrupted one is removed.
 *
 * @throws {SetupError} when Python is missing or too old, or pip fails
 */
export async function installVenv() {
  const python = await pythonWithVenv();
  await step(`Python packages: .venv with Python ${python.version} from stack/requirements.txt`, async () => {
    await run(python.program, ['-m', 'venv', '--clear', VENV_DIR], {
      log: 'venv.log',
      hint: 'Python could not make a virtual environment.',
    });
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--require-hashes'];
    await run(VENV_PYTHON, [...pip, '-r', REQUIREMENTS], {
      log: 'pip-install.log',
      hint: 'Is the network there, and does pip reach its index?',
    });
    writeFileSync(STAMP, stampFor(venvVersion()));
  });
}

/** @returns {Promise<import('./python.js').Python>} */
async function pythonWithVenv() {
  const python = findPython();
  if (python.hasVenv) return python;
  if (canAptInstall()) {
    await step('Python’s venv module: apt-get install python3-venv', () => aptInstall('python3-venv'));
    const again = askPython(python.program);
    if (again?.hasVenv) return again;
  }
  throw new SetupError(
    'no-venv',
    `Python ${python.version} (${python.program}) comes without its venv module.`,
    'Debian and Ubuntu keep it in a package of its own: apt-get install python3-venv',
  );
}

/** @returns {string | undefined} undefined when the environment's Python does not run */
function venvVersion() {
  const answer = spawnSync(VENV_PYTHON, ['-IS', '-c', 'import sys; print(sys.version.split()[0])'], {
    encoding: 'utf8',
  });
  return answer.status === 0 ? answer.stdout.trim() : undefined;
}

/** @param {string | undefined} python */
function stampFor(python) {
  const requirements = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  // The scripts inside name the place, so a moved checkout needs a new environment.
  return `${JSON.stringify({ requirements, python, place: VENV_DIR }, null, 2)}\n`;
}
