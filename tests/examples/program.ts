/** Runs a program of `examples/` as a reader does: in its own process, with only the variables that the reader set. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';

/** How a program ended. */
export interface Ended {
  /** Exit code; null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Folder of the examples. */
export const EXAMPLES = path.join(ROOT, 'examples');

/**
 * Runs a program to its end.
 *
 * @param command the program and its arguments
 * @param env variables beside PATH and HOME
 * @param cwd where the reader stands
 */
export function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  env: Record<string, string> = {},
  cwd = ROOT,
): Promise<Ended> {
  const { PATH = '/usr/bin:/bin', HOME = '/' } = process.env;
  const plain = { PATH, HOME, LANG: 'C.UTF-8', MLFLOW_DISABLE_TELEMETRY: 'true' };
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...plain, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}
