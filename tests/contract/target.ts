/** The server that a contract test asks: an empty MLflow behind gateway and API service, or the one the environment names. */
import { temporaryFolder } from '../../machine/temporary.ts';
import type { Server } from '../../openapi/record/call.ts';
import { startMlflow } from '../../openapi/record/server.ts';
import { startStack } from '../../stack/stack.ts';

export interface Target extends Server {
  stop(): Promise<void>;
}

/** Starts an MLflow of its own: a scenario names experiments and models as it likes. */
export async function startTarget(): Promise<Target> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder('contract'));
  const mlflow = started.use(await startMlflow());
  const stack = await startStack({ dataDir: folder.path, mlflowUri: mlflow.url, site: false });
  started.defer(stack.stop);
  const kept = started.move();
  return { url: stack.trackingUri, key: stack.key, stop: () => kept.disposeAsync() };
}

/** The server that `MLFLOW_URL` (with `MLFLOW_TRACKING_TOKEN`) names, which must be empty; an own one without it. */
export async function namedTarget(): Promise<Target> {
  const { MLFLOW_URL: url, MLFLOW_TRACKING_TOKEN: key } = process.env;
  if (url === undefined) return startTarget();
  return { url: url.replace(/\/+$/, ''), ...(key === undefined ? {} : { key }), stop: async () => {} };
}
