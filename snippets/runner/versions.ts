/** Which MLflow the snippets meet: the server behind the gateway, and the client that the pages use. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { TRACKING_PATH } from '../../endpoint.ts';
import { SnippetError } from './errors.ts';
import type { Registry, Versions } from './target.ts';

/** How long the server may take to say its version, in milliseconds. */
const ANSWER_MS = 10_000;

/**
 * Asks the registry for MLflow's version, through the gateway and with the key: the way that every snippet takes.
 *
 * @throws SnippetError STACK_UNREACHABLE when that way is not open
 */
export async function serverVersion(target: Registry): Promise<string> {
  const url = `${target.registryOrigin}${TRACKING_PATH}/version`;
  const hint = 'Start the stack with `npm start`, or leave the origin out to start one here.';
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${target.key}` },
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch(() => undefined);
  if (!response) throw new SnippetError('STACK_UNREACHABLE', `Nothing answers at ${url}.`, hint);
  const body = (await response.text()).trim();
  if (response.ok && /^\d+\.\d+/.test(body)) return body;
  const reason = response.status === 401 ? 'The key is not valid there.' : hint;
  throw new SnippetError(
    'STACK_UNREACHABLE',
    `${url} answered ${response.status}, not MLflow’s version.`,
    reason,
  );
}

/**
 * Version of the MLflow client in a Python environment.
 *
 * @param venv folder of the environment
 * @throws SnippetError NO_PYTHON when it has none
 */
export async function clientVersion(venv: string): Promise<string> {
  const { mlflow } = await installedVersions(venv);
  if (mlflow === undefined) throw noPython(venv);
  return mlflow;
}

/**
 * Every package of a Python environment.
 *
 * @throws SnippetError NO_PYTHON when it is no environment
 */
export async function installedVersions(venv: string): Promise<Versions> {
  const python = path.join(venv, 'bin', 'python');
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', LIST_PACKAGES]);
    return z.record(z.string(), z.string()).parse(JSON.parse(stdout));
  } catch {
    throw noPython(venv);
  }
}

const LIST_PACKAGES = `
import importlib.metadata, json
print(json.dumps({d.name.lower().replace("_", "-"): d.version for d in importlib.metadata.distributions()}))
`;

function noPython(venv: string): SnippetError {
  const hint = '`npm test` and `npm start` make the project’s own; --venv names another.';
  return new SnippetError('NO_PYTHON', `${venv} is no Python environment with MLflow.`, hint);
}
