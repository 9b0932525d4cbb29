/** The Python packages: a virtual environment with exactly what `stack/requirements.txt` locks. */
import path from 'node:path';
import { MachineError } from '../machine/error.js';
import { ROOT, VENV_DIR } from '../machine/paths.js';
import { askPython, findPython } from '../machine/python.js';
import { makeVenv, venvIsReady } from '../machine/venv.js';
import { aptInstall, canAptInstall } from './apt.js';
import { step } from './progress.js';
import { interrupted } from './run.js';

const VENV = { folder: VENV_DIR, requirements: path.join(ROOT, 'stack', 'requirements.txt') };

/** Whether `.venv` is there and finished. */
export function pythonPackagesAreReady() {
  return venvIsReady(VENV);
}

/** @throws {MachineError} when Python is missing or too old, or pip fails */
export async function installPythonPackages() {
  const { program, version } = await pythonWithVenv();
  await step(`Python packages: .venv with Python ${version} from stack/requirements.txt`, () =>
    makeVenv(VENV, program, interrupted),
  );
}

/** @returns {Promise<import('../machine/python.js').Python>} */
async function pythonWithVenv() {
  const python = findPython();
  if (python.hasVenv) return python;
  if (canAptInstall()) {
    await step('Python’s venv module: apt-get install python3-venv', () => aptInstall('python3-venv'));
    const again = askPython(python.program);
    if (again?.hasVenv) return again;
  }
  throw new MachineError(
    'no-venv',
    `Python ${python.version} (${python.program}) comes without its venv module.`,
    'Debian and Ubuntu keep it in a package of its own: apt-get install python3-venv',
  );
}
