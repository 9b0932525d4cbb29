/** Where the stack finds the checkout's parts and keeps its own state. */
import { join, relative } from 'node:path';
import { ROOT, VENV_PYTHON } from '../machine/paths.js';

/** The built site. */
export const BUILD_DIR = join(ROOT, 'build');

/** Files of one stack below its data directory. */
export function dataPaths(dataDir: string) {
  return {
    key: join(dataDir, 'key'),
    canaryKey: join(dataDir, 'canary-key'),
    state: join(dataDir, 'stack.json'),
    logs: join(dataDir, 'logs'),
    mlflow: join(dataDir, 'mlflow'),
    history: join(dataDir, 'health.db'),
  };
}

/** The interpreter as a reader at the top of the checkout would type it. */
export const SHOWN_PYTHON = relative(ROOT, VENV_PYTHON);
