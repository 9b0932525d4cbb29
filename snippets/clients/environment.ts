/** Python environments with other versions of the MLflow client, kept below `.stack/clients/`. */
import { execFile, spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { withLock } from '../../setup/lock.js';
import { STATE_DIR } from '../../setup/paths.js';
import { findPython } from '../../setup/python.js';
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
 * @throws SnippetError NO_CLIENT when pip cannot make it, such as for a version that is not on PyPI
 * @throws SetupError when Python is missing
 */
export async function clientEnvironment(version: string, signal: AbortSignal): Promise<string> {
  const folder = path.join(STATE_DIR, 'clients', checkVersion(version));
  await withLock(
    `${folder}.lock`,
    () => console.log(`Waiting for another run that makes .stack/clients/${version}`),
    () => ensure(folder, version, signal),
  );
  return folder;
}

/** Python of an environment, its first two numbers. */
export function pythonVersion(folder: string): string {
  const code = 'import sys; print(*sys.version_info[:2], sep=".")';
  const answer = spawnSync(path.join(folder, 'bin', 'python'), ['-c', code], { encoding: 'utf8' });
  return answer.stdout.trim();
}

/** The stamp is written last, so an environment that is half made is made anew. */
async function ensure(folder: string, version: string, signal: AbortSignal): Promise<void> {
  const stamp = path.join(folder, '.stamp');
  const wanted = [`mlflow==${version}`, ...PACKAGES];
  const content = `${[folder, ...wanted].join('\n')}\n`;
  if ((await readFile(stamp, 'utf8').catch(() => '')) === content) return;
  console.log(`Python packages: .stack/clients/${version}, once`);
  await run(findPython().program, ['-m', 'venv', '--clear', folder], signal);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefer-binary'];
  await run(path.join(folder, 'bin', 'python'), [...pip, ...wanted], signal);
  await writeFile(stamp, content);
}

async function run(program: string, args: string[], signal: AbortSignal): Promise<void> {
  try {
    await promisify(execFile)(program, args, { signal, maxBuffer: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error;
    const printed = 'stderr' in error ? String(error.stderr).trim() : error.message;
    const hint = 'Is there such a version, is the network there, and does pip reach its index?';
    throw new SnippetError(
      'NO_CLIENT',
      `The environment cannot be made: ${printed.split('\n').at(-1)}`,
      hint,
    );
  }
}
