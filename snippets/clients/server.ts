/** MLflow servers of other versions, each from the environment of its client and with no data of earlier runs. */
import path from 'node:path';
import { childEnvironment } from '../../machine/environment.ts';
import type { MachineError } from '../../machine/error.js';
import { freePort, LOOPBACK } from '../../machine/ports.ts';
import { startChild } from '../../machine/processes.js';
import { untilReady } from '../../machine/ready.ts';
import { temporaryFolder } from '../../machine/temporary.ts';
import { clientEnvironment } from './environment.ts';

export interface OtherServer extends AsyncDisposable {
  /** Base URL, without a slash at the end. */
  url: string;
}

/** The first start makes the tables, one migration after the other: a minute on an idle machine, many on a busy one. */
const START_TIMEOUT_MS = 900_000;

const QUIET = {
  MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  DO_NOT_TRACK: 'true',
  PYTHONUNBUFFERED: '1',
};

/**
 * Starts a server on a free port and resolves when it answers from its database.
 *
 * @param version release of MLflow, such as `3.9.0`
 * @throws MachineError when the environment cannot be made, or the server dies or does not get ready
 */
export async function startServer(version: string, signal: AbortSignal): Promise<OtherServer> {
  const environment = await clientEnvironment(version, signal);
  const folder = await temporaryFolder('server');
  const url = `http://${LOOPBACK}:${await freePort()}`;
  const died = new AbortController();
  const onDeath = (error: MachineError) => died.abort(error);
  const logFile = path.join(folder.path, 'mlflow.log');
  const spec = {
    name: `MLflow ${version}`,
    program: path.join(environment, 'bin', 'python'),
    args: ['-m', 'mlflow', 'server', ...serverOptions(url)],
    cwd: folder.path,
    env: childEnvironment(QUIET),
    logFile,
  };
  const child = await startChild(spec, onDeath);
  const stop = async () => {
    await child.stop();
    await folder.remove();
  };
  try {
    const asked = `${url}/api/2.0/mlflow/experiments/search?max_results=1`;
    const ready = { name: spec.name, url: asked, logFile, timeoutMs: START_TIMEOUT_MS };
    await untilReady(ready, AbortSignal.any([signal, died.signal]));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, [Symbol.asyncDispose]: stop };
}

function serverOptions(url: string): string[] {
  const options = {
    'backend-store-uri': 'sqlite:///mlflow.db',
    'artifacts-destination': './artifacts',
    host: LOOPBACK,
    port: new URL(url).port,
    workers: '1',
  };
  return [...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), '--serve-artifacts'];
}
