/** Python environments of single tests, below `.stack/`: each holds exactly what its requirements lock. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../setup/lock.js';
import { ROOT, STATE_DIR } from '../setup/paths.js';
import { findPython } from '../setup/python.js';
import { run } from '../setup/run.js';

/** Which environment is wanted. */
export type Wanted = {
  /** Its folder below `.stack/`. */
  name: string;
  /** Path of the lock, with hashes. */
  requirements: string;
  /** Module that can be imported once everything is there. */
  module: string;
};

/** Where the environment is: its folder of programs, and Python in it. */
export type Environment = { bin: string; python: string };

/**
 * Makes the environment when it is not there, or not from these requirements. Several test runs may ask at once.
 * @throws SetupError when Python is missing or pip fails
 */
export async function pythonEnvironment(wanted: Wanted): Promise<Environment> {
  const folder = path.join(STATE_DIR, wanted.name);
  await withLock(
    `${folder}.lock`,
    () => {},
    () => ensure(folder, wanted),
  );
  const bin = path.join(folder, 'bin');
  return { bin, python: path.join(bin, 'python') };
}

async function ensure(folder: string, { name, requirements, module }: Wanted): Promise<void> {
  const python = path.join(folder, 'bin', 'python');
  const stamp = path.join(folder, '.stamp');
  const content = `${createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')} ${folder}\n`;
  const found = await readFile(stamp, 'utf8').catch(() => '');
  if (found === content && spawnSync(python, ['-c', `import ${module}`]).status === 0) return;
  console.log(`Python packages: .stack/${name} from ${path.relative(ROOT, requirements)}`);
  await run(findPython().program, ['-m', 'venv', '--clear', folder], {
    log: `${name}-venv.log`,
    hint: 'Python could not make a virtual environment.',
  });
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--require-hashes'];
  await run(python, [...pip, '-r', requirements], {
    log: `${name}-pip-install.log`,
    hint: 'Is the network there, and does pip reach its index?',
  });
  await writeFile(stamp, content);
}
