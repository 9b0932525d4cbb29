/** The server that a contract test asks: an empty MLflow behind gateway and API service, or the one the environment names. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '../../openapi/record/call.ts';
import { startMlflow } from '../../openapi/record/server.ts';
import { startStack } from '../../stack/stack.ts';

export interface Target extends Server {
  stop(): Promise<void>;
}

/** Starts an MLflow of its own: a scenario names experiments and models as it likes. */
export async function startTarget(): Promise<Target> {
  const mlflow = await startMlflow();
  const dataDir = await mkdtemp(join(tmpdir(), 'contract-'));
  const cleanUp = async () => {
    await mlflow.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const stack = await startStack({ dataDir, mlflowUri: mlflow.url, site: false });
    const stop = async () => {
      await stack.stop();
      await cleanUp();
    };
    return { url: stack.trackingUri, key: stack.key, stop };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** The server that `MLFLOW_URL` (with `MLFLOW_TRACKING_TOKEN`) names, which must be empty; an own one without it. */
export async function namedTarget(): Promise<Target> {
  const { MLFLOW_URL: url, MLFLOW_TRACKING_TOKEN: key } = process.env;
  if (url === undefined) return startTarget();
  return { url: url.replace(/\/+$/, ''), ...(key === undefined ? {} : { key }), stop: async () => {} };
}
