/** uv installs Python packages in a tenth of pip's time. Each checkout has its own, from a lock with hashes. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.js';
import { ROOT, STATE_DIR } from './paths.js';
import { runToEnd } from './processes.js';

const LOCK = path.join(ROOT, 'machine', 'requirements.txt');

/** What pip was told about its index, by file or variable, in uv's words. */
const SETTINGS = new Map([
  ['index-url', 'UV_DEFAULT_INDEX'],
  ['cert', 'SSL_CERT_FILE'],
]);

/**
 * Installs uv when it isn't there yet.
 *
 * @param {string} python whose pip installs it
 * @param {Pick<import('./processes.js').ChildSpec, 'cwd' | 'env' | 'logFile'>} common
 * @param {AbortSignal} [abort]
 * @returns {Promise<string>} its program
 * @throws {import('./error.js').MachineError} `child-died` where pip has none for this machine
 */
export async function ensureUv(python, common, abort) {
  const version = createHash('sha256').update(readFileSync(LOCK)).digest('hex').slice(0, 12);
  const folder = path.join(STATE_DIR, 'uv', version);
  const program = path.join(folder, 'bin', 'uv');
  const install = async () => {
    if (existsSync(program)) return;
    const draft = `${folder}.new`;
    rmSync(draft, { recursive: true, force: true });
    const flags = [
      '--disable-pip-version-check',
      '--no-input',
      '--only-binary=:all:',
      '--no-deps',
      '--no-compile',
    ];
    const args = ['-m', 'pip', 'install', ...flags, '--require-hashes', '-r', LOCK, '--target', draft];
    await runToEnd({ ...common, name: 'Installing uv', program: python, args }, abort);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  };
  await withLock(`${folder}.lock`, () => {}, install, abort);
  return program;
}

/**
 * Variables for uv that say what pip's settings say; those that are set already stay.
 *
 * @param {string} python whose pip is asked
 * @returns {NodeJS.ProcessEnv}
 */
export function settingsOfPip(python) {
  const { stdout } = spawnSync(python, ['-m', 'pip', 'config', 'list'], { encoding: 'utf8' });
  /** @type {NodeJS.ProcessEnv} */
  const found = {};
  // `global.index-url='https://…'`, and `:env:.index-url='https://…'` for PIP_INDEX_URL, which comes first.
  for (const [, name = '', value] of (stdout ?? '').matchAll(/^[\w:]+\.([\w-]+)='(.*)'$/gm)) {
    const variable = SETTINGS.get(name);
    if (variable !== undefined) found[variable] ??= value;
  }
  return { ...found, ...process.env };
}
