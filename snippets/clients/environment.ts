/** Python environments with other versions of the MLflow client, kept below `.stack/clients/`. */
import path from 'node:path';
import { STATE_DIR } from '../../machine/paths.js';
import { ensureVenv } from '../../machine/venv.js';
import { SnippetError } from '../runner/errors.ts';

/** A release of MLflow, such as `3.9.0`. */
const VERSION = /^\d+\.\d+\.\d+$/;

/** What pages use beside MLflow; pip takes the newest that the MLflow of the environment allows. */
const PACKAGES = ['scikit-learn', 'matplotlib'];

/** Refuses what is no version before anything is made. */
export function checkVersion(version: string): string {
  if (VERSION.test(version)) return version;
  throw new SnippetError('USAGE', `\`${version}\` is no version of MLflow.`, 'Write three numbers: 3.9.0');
}

/**
 * Makes the environment when it is not there yet; needs the network for that only.
 *
 * @returns its folder
 * @throws SnippetError USAGE for a version that cannot be one
 * @throws MachineError when Python is missing, or pip cannot make it, such as for a version that is not on PyPI
 */
export async function clientEnvironment(version: string, signal: AbortSignal): Promise<string> {
  const folder = path.join(STATE_DIR, 'clients', checkVersion(version));
  await ensureVenv({ folder, packages: [`mlflow==${version}`, ...PACKAGES] }, console.log, signal);
  return folder;
}
