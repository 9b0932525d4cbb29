/** Python environments with other versions of the MLflow client, kept below `.stack/clients/`. */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../../../setup/lock.js';
import { STATE_DIR } from '../../../setup/paths.js';
import { findPython } from '../../../setup/python.js';
import { run } from '../../../setup/run.js';
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
 * @throws SetupError when Python is missing or pip finds no such version
 */
export async function clientEnvironment(version: string): Promise<string> {
  const folder = path.join(STATE_DIR, 'clients', checkVersion(version));
  await withLock(
    `${folder}.lock`,
    () => console.log(`Waiting for another run that makes .stack/clients/${version}`),
    () => ensure(folder, version),
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
async function ensure(folder: string, version: string): Promise<void> {
  const stamp = path.join(folder, '.stamp');
  const wanted = [`mlflow==${version}`, ...PACKAGES];
  if ((await readFile(stamp, 'utf8').catch(() => '')) === content(folder, wanted)) return;
  const log = `client-${version}`;
  console.log(`Python packages: .stack/clients/${version}, once`);
  await run(findPython().program, ['-m', 'venv', '--clear', folder], {
    log: `${log}-venv.log`,
    hint: 'Python could not make a virtual environment.',
  });
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--prefer-binary'];
  await run(path.join(folder, 'bin', 'python'), [...pip, ...wanted], {
    log: `${log}-pip-install.log`,
    hint: 'Is there such a version, is the network there, and does pip reach its index?',
  });
  await writeFile(stamp, content(folder, wanted));
}

function content(folder: string, wanted: string[]): string {
  return `${[folder, ...wanted].join('\n')}\n`;
}
