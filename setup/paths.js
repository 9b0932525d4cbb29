/** Where setup finds and puts things; all below the top of the checkout. */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Top of the checkout. */
export const ROOT = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** State and logs of setup and of the local stack; ignored by git. */
export const STATE_DIR = join(ROOT, '.stack');

export const LOG_DIR = join(STATE_DIR, 'logs');

/** The virtual environment that holds MLflow. */
export const VENV_DIR = join(ROOT, '.venv');

/** Its interpreter. */
export const VENV_PYTHON = join(VENV_DIR, 'bin', 'python');

/** The pinned Node of the project, whatever Node the machine has. */
export const PINNED_NODE = join(ROOT, 'node_modules', '.bin', 'node');
