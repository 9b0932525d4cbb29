/** Runs Python with the pinned MLflow client, as a reader with a shell would. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { VENV_PYTHON } from '../../machine/paths.js';

const run = promisify(execFile);

/**
 * Runs a program and returns what it printed.
 *
 * @param env the variables that the reader has exported; other settings of MLflow are not passed on
 * @throws what the program wrote to standard error, when it fails
 */
export async function python(program: string, env: Record<string, string>): Promise<string> {
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith('MLFLOW_'));
  const { stdout } = await run(VENV_PYTHON, ['-c', program], {
    env: { ...Object.fromEntries(plain), MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0', ...env },
  });
  return stdout.trim();
}
