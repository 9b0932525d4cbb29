/**
 * The parts of the local stack, each of which a test can stop by itself and start again at the same address: MLflow, the API
 * stand-in, the health service and the gateway. And a page of somebody else, which carries the status element.
 */
import type { Server } from 'node:http';
import path from 'node:path';
import { HEALTH_PATH, TRACKING_PATH } from '../../endpoint.ts';
import { type MlflowServer, prepareMlflow } from '../../machine/mlflow.ts';
import { freePort, type Listening, LOOPBACK, listen } from '../../machine/ports.ts';
import type { Child } from '../../machine/processes.js';
import { temporaryFolder } from '../../machine/temporary.ts';
import { loadRoutes } from '../../routing/load.ts';
import { createApi } from '../../stack/api.ts';
import { createGateway } from '../../stack/gateway.ts';
import { startHealth } from '../../stack/health.ts';

/** A part that can be stopped and started. */
interface Part {
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface BreakableStack {
  registryOrigin: string;
  mlflow: MlflowServer;
  api: Part;
  /** `freeze` keeps the process where it is, so that it takes connections and answers none, until `thaw`. */
  health: Part & { freeze: () => void; thaw: () => void };
  gateway: Part;
  /** Resolves when the health service has nothing to complain about. */
  isWell: () => Promise<boolean>;
  remove: () => Promise<void>;
}

const CANARY_KEY = 'canary-key-made-up';

/**
 * Starts everything.
 *
 * @param settings more of the health service's
 */
export async function startBreakableStack(settings: Record<string, string>): Promise<BreakableStack> {
  const folder = await temporaryFolder('breakable-stack');
  const mlflow = await prepareMlflow({ folder: folder.path });
  await mlflow.start();
  const [apiPort, healthPort, gatewayPort] = [await freePort(), await freePort(), await freePort()];
  const at = (port: number) => `http://${LOOPBACK}:${port}`;
  const isValidKey = async (key: string) => key === CANARY_KEY;
  const api = serverPart(apiPort, () =>
    createApi({ mlflow: new URL(mlflow.url), isValidKey, corsOrigins: [] }),
  );
  const routes = await loadRoutes();
  const targets = { health: new URL(at(healthPort)), api: new URL(at(apiPort)) };
  const gateway = serverPart(gatewayPort, () => createGateway({ routes, targets }));
  await api.start();
  await gateway.start();
  let child: Child | undefined;
  const health = {
    start: async () => {
      child = await startHealth(
        {
          logFile: path.join(folder.path, 'health.log'),
          signal: new AbortController().signal,
          onDeath: () => {},
          onStart: () => {},
        },
        {
          port: healthPort,
          mlflowUrl: mlflow.url,
          aboutUrl: 'https://docs.example/status/',
          probeIntervalMs: 1000,
          settings: {
            TRACKING_URI: `${at(gatewayPort)}${TRACKING_PATH}`,
            CANARY_KEY,
            CANARY_INTERVAL_MS: '1000',
            ROUND_TIMEOUT_MS: '10000',
            // A busy machine is slow without being ill.
            SLOW_AFTER_MS: '9000',
            ...settings,
          },
        },
      );
    },
    stop: async () => child?.stop(),
    freeze: () => child?.signal('SIGSTOP'),
    thaw: () => child?.signal('SIGCONT'),
  };
  await health.start();
  return {
    registryOrigin: at(gatewayPort),
    mlflow,
    api,
    health,
    gateway,
    isWell: async () => {
      const answer = await fetch(at(healthPort) + HEALTH_PATH);
      const { status }: { status: string } = await answer.json();
      return status === 'pass';
    },
    remove: async () => {
      health.thaw();
      await Promise.all([health.stop(), gateway.stop(), api.stop()]);
      await mlflow.stop(0);
      await folder.remove();
    },
  };
}

function serverPart(port: number, make: () => Server): Part {
  let listening: Listening | undefined;
  return {
    start: async () => {
      listening = await listen(make(), port);
    },
    stop: async () => listening?.close(),
  };
}
