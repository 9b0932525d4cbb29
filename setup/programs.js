/** Looks for browsers among the machine's programs. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { MachineError } from '../machine/error.js';

/**
 * @typedef {object} Browser
 * @property {string} name for messages: "Chromium"
 * @property {string} variable environment variable that names one: `CHROMIUM_PATH`
 * @property {readonly string[]} programs names that it has on `PATH`, the best first
 * @property {readonly string[]} macApps where macOS has it
 * @property {RegExp} version what `--version` prints
 */

/**
 * Path of a browser that runs: the one that its variable names, else the first of the machine.
 *
 * @param {Browser} browser
 * @returns {string | undefined} undefined when there is none
 * @throws {MachineError} such as `bad-chromium-path` when the variable names none
 */
export function findProgram({ name, variable, programs, macApps, version }) {
  const named = process.env[variable];
  if (named) {
    if (runs(named, version)) return named;
    throw new MachineError(
      `bad-${variable.toLowerCase().replace('_', '-')}`,
      `${variable} is ${named}, which is not a browser that runs.`,
      `Correct it, or unset it to use a ${name} of the machine.`,
    );
  }
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => programs.map((program) => path.join(folder, program)));
  const onMachine = [...onPath, ...(process.platform === 'darwin' ? macApps : [])];
  return onMachine.find((file) => runs(file, version));
}

/**
 * Ubuntu's `chromium-browser` without its snap is a script that only prints advice, so the answer counts, not the file.
 *
 * @param {string} file
 * @param {RegExp} version what `--version` prints
 */
export function runs(file, version) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    return false;
  }
  const answer = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return answer.status === 0 && version.test(answer.stdout);
}
