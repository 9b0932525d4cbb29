/** An MLflow server of another release, in an environment of its own below `.stack/`. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment } from '../../machine/environment.ts';
import { freePort, LOOPBACK } from '../../machine/ports.ts';
import { startChild } from '../../machine/processes.js';
import { untilReady } from '../../machine/ready.ts';
import { temporaryFolder } from '../../machine/temporary.ts';
import type { OwnServer } from '../../openapi/record/server.ts';
import { clientEnvironment } from '../../snippets/clients/environment.ts';

const QUIET = { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false', MLFLOW_DISABLE_TELEMETRY: 'true' };

/** It makes its database first, table by table. */
const START_TIMEOUT_MS = 240_000;

/**
 * Starts it on SQLite with nothing in it. The first start of a release installs it from PyPI.
 *
 * @param release such as `3.9.0`
 * @throws MachineError when pip cannot install it, or the server does not answer
 */
export async function startOlderMlflow(release: string, signal: AbortSignal): Promise<OwnServer> {
  const environment = await clientEnvironment(release, signal);
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder('older'));
  await mkdir(path.join(folder.path, 'artifacts'));
  const port = await freePort();
  const url = `http://${LOOPBACK}:${port}`;
  const logFile = path.join(folder.path, 'mlflow.log');
  const died = new AbortController();
  const spec = {
    name: `MLflow ${release}`,
    program: path.join(environment, 'bin', 'python'),
    args: ['-m', 'mlflow', 'server', '--host', LOOPBACK, '--port', String(port), ...STORES],
    cwd: folder.path,
    env: childEnvironment(QUIET),
    logFile,
  };
  const child = await startChild(spec, (error) => died.abort(error));
  started.defer(() => child.stop());
  const asked = `${url}/api/2.0/mlflow/experiments/search?max_results=1`;
  const ready = { name: spec.name, url: asked, logFile, timeoutMs: START_TIMEOUT_MS };
  await untilReady(ready, AbortSignal.any([died.signal, signal]));
  const kept = started.move();
  return { url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

const STORES = [
  '--workers=1',
  '--backend-store-uri=sqlite:///mlflow.db',
  '--artifacts-destination=./artifacts',
  '--serve-artifacts',
];
