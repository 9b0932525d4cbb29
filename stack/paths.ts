/** Where the stack finds the checkout's parts and keeps its own state. */
import path from 'node:path';
import { ROOT, VENV_PYTHON } from '../machine/paths.js';

/** The built site. */
export const BUILD_DIR = path.join(ROOT, 'build');

/** Files of one stack below its data directory. */
export function dataPaths(dataDir: string) {
  return {
    key: path.join(dataDir, 'key'),
    canaryKey: path.join(dataDir, 'canary-key'),
    state: path.join(dataDir, 'stack.json'),
    logs: path.join(dataDir, 'logs'),
    mlflow: path.join(dataDir, 'mlflow'),
    history: path.join(dataDir, 'health.db'),
  };
}

/** The interpreter as a reader at the top of the checkout would type it. */
export const SHOWN_PYTHON = path.relative(ROOT, VENV_PYTHON);
