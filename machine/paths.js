/** The parts of the checkout that setup makes and everything else uses. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top of the checkout. */
export const ROOT = path.resolve(fileURLToPath(new URL('..', import.meta.url)));

/** State and logs of setup and of the local stack; ignored by git. */
export const STATE_DIR = path.join(ROOT, '.stack');

export const LOG_DIR = path.join(STATE_DIR, 'logs');

/** The virtual environment that holds MLflow. */
export const VENV_DIR = path.join(ROOT, '.venv');

/** Its interpreter. */
export const VENV_PYTHON = path.join(VENV_DIR, 'bin', 'python');

/** The pinned Node of the project, whatever Node the machine has. */
export const PINNED_NODE = path.join(ROOT, 'node_modules', '.bin', 'node');

/**
 * How a message names a file: relative to where the reader stands when it is below.
 *
 * @param {string} file
 */
export function shown(file) {
  const short = path.relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
