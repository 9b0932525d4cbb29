/** The local stack as a library: MLflow, health service, API stand-in, gateway and site, started in this order. */
import type { Server } from 'node:http';
import path from 'node:path';
import { TRACKING_PATH } from '../endpoint.ts';
import type { MachineError } from '../machine/error.js';
import { STATE_DIR } from '../machine/paths.js';
import { assertFree, freePort, LOOPBACK, listen } from '../machine/ports.ts';
import { loadRoutes } from '../routing/load.ts';
import { createApi } from './api.ts';
import { StackError } from './error.ts';
import { createGateway } from './gateway.ts';
import { startHealth } from './health.ts';
import { isSameKey, readOrMakeKey } from './key.ts';
import { type Host, type Mlflow, namesGateway, ownMlflow, runningMlflow } from './mlflow.ts';
import { BUILD_DIR, dataPaths } from './paths.ts';
import type { RateLimit } from './rateLimit.ts';
import { createSite } from './site.ts';
import { ensureSite } from './siteBuild.ts';
import { claim, type StateFile } from './state.ts';

export interface StackOptions {
  /** 0 picks a free one; the same for `gatewayPort`. */
  docsPort: number;
  gatewayPort: number;
  /** Database, artifacts, key and logs. */
  dataDir: string;
  /** False leaves the site out; its origin may call the registry all the same, for a development server there. */
  site: boolean;
  /** A running MLflow to use in place of our own. */
  mlflowUri: string | undefined;
  /** Shortest time between two rounds of health probes, in milliseconds. */
  probeIntervalMs: number | undefined;
  /** More settings of the health service; `node health/main.ts --help` lists them. */
  healthSettings: Readonly<Record<string, string>>;
  /** Longest time in milliseconds that the API stand-in waits for MLflow. */
  apiTimeoutMs: number | undefined;
  rateLimit: RateLimit | undefined;
  /** Gets a line for each step. */
  say: (line: string) => void;
  /** Gives up the start and stops what runs already. */
  signal: AbortSignal | undefined;
}

export interface RunningStack {
  docsOrigin: string;
  registryOrigin: string;
  trackingUri: string;
  key: string;
  mlflow: Mlflow;
  health: { url: string; pid: number };
  /** Resolves when a part ends although nobody stopped it; the rest still runs. */
  died: Promise<MachineError>;
  /** Stops everything; resolves when no process is left. May be called again. */
  stop: () => Promise<void>;
}

/** How the reader chooses another port. */
const DOCS_PORT = 'npm start -- --docs-port';

const GATEWAY_PORT = 'npm start -- --gateway-port';

const DEFAULTS: StackOptions = {
  docsPort: 0,
  gatewayPort: 0,
  dataDir: STATE_DIR,
  site: true,
  mlflowUri: undefined,
  probeIntervalMs: undefined,
  healthSettings: {},
  apiTimeoutMs: undefined,
  rateLimit: undefined,
  say: () => {},
  signal: undefined,
};

/**
 * Starts everything and resolves when everything answers.
 *
 * @throws StackError or MachineError when a part cannot run; what was started is stopped again first
 */
export async function startStack(given: Partial<StackOptions> = {}): Promise<RunningStack> {
  const options = { ...DEFAULTS, ...given, dataDir: path.resolve(given.dataDir ?? DEFAULTS.dataDir) };
  const life = lifetime(options.signal);
  const state = await claim(dataPaths(options.dataDir).state, options.say);
  const stop = async (): Promise<void> => {
    await life.end();
    state.release();
  };
  try {
    await assertFree(options.gatewayPort, GATEWAY_PORT);
    if (options.site) await assertFree(options.docsPort, DOCS_PORT);
    return { ...(await startParts(options, life, state)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What has to be undone, and whether it has come to that. */
interface Lifetime {
  signal: AbortSignal;
  died: Promise<MachineError>;
  onDeath: (error: MachineError) => void;
  /** Adds something to undo. */
  atEnd: (undo: () => Promise<void>) => void;
  end: () => Promise<void>;
}

function lifetime(given: AbortSignal | undefined): Lifetime {
  const abort = new AbortController();
  const undoes: Array<() => Promise<void>> = [];
  let die: (error: MachineError) => void = () => {};
  const died = new Promise<MachineError>((resolve) => {
    die = resolve;
  });
  let ended: Promise<void> | undefined;
  return {
    signal: given ? AbortSignal.any([given, abort.signal]) : abort.signal,
    died,
    onDeath: (error) => {
      die(error);
      abort.abort(error);
    },
    atEnd: (undo) => {
      if (ended) void undo();
      else undoes.push(undo);
    },
    end: () => {
      abort.abort(new StackError('stopped', 'The stack was stopped.', ''));
      ended ??= Promise.all(undoes.map((undo) => undo())).then(() => {});
      return ended;
    },
  };
}

async function startParts(
  options: StackOptions,
  life: Lifetime,
  state: StateFile,
): Promise<Omit<RunningStack, 'stop'>> {
  const paths = dataPaths(options.dataDir);
  const host = (name: string): Host => ({
    logFile: `${paths.logs}/${name}.log`,
    signal: life.signal,
    onDeath: life.onDeath,
    onStart: (child) => {
      life.atEnd(() => child.stop());
      state.note(name, child.pid);
    },
  });
  const docsPort = options.docsPort || (await freePort());
  const gatewayPort = options.gatewayPort || (await freePort());
  const docsOrigin = `http://localhost:${docsPort}`;
  const registryOrigin = `http://localhost:${gatewayPort}`;
  const key = readOrMakeKey(paths.key);
  const canaryKey = readOrMakeKey(paths.canaryKey);

  // Both take a while and neither needs the other.
  const [mlflow] = await Promise.all([
    startMlflow(options, gatewayPort, host('mlflow')),
    options.site ? ensureSite(options.say, life.signal) : undefined,
  ]);
  const serve = async (server: Server, port?: number, choose?: string): Promise<string> => {
    const listening = await listen(server, port, choose);
    life.atEnd(listening.close);
    return listening.origin;
  };
  const api = createApi({
    mlflow: new URL(mlflow.url),
    isValidKey: async (candidate) => [key, canaryKey].some((known) => isSameKey(candidate, known)),
    corsOrigins: [docsOrigin, `http://${LOOPBACK}:${docsPort}`],
    timeoutMs: options.apiTimeoutMs,
    rateLimit: options.rateLimit,
  });
  const apiOrigin = await serve(api);
  const healthPort = await freePort();
  const targets = { health: new URL(`http://${LOOPBACK}:${healthPort}`), api: new URL(apiOrigin) };
  await serve(createGateway({ routes: await loadRoutes(), targets }), gatewayPort, GATEWAY_PORT);
  if (options.site) await serve(createSite({ buildDir: BUILD_DIR, registryOrigin }), docsPort, DOCS_PORT);
  const trackingUri = `${registryOrigin}${TRACKING_PATH}`;
  // Last, because its canary goes through all the others; into somebody else's MLflow it writes nothing.
  const canary: Record<string, string> = mlflow.isOurs
    ? { TRACKING_URI: trackingUri, CANARY_KEY_FILE: paths.canaryKey }
    : {};
  const health = await startHealth(host('health'), {
    port: healthPort,
    mlflowUrl: mlflow.url,
    aboutUrl: `${docsOrigin}/docs/operate/health/`,
    probeIntervalMs: options.probeIntervalMs,
    settings: { HISTORY_FILE: paths.history, ...canary, ...options.healthSettings },
  });
  life.signal.throwIfAborted();
  return {
    docsOrigin,
    registryOrigin,
    trackingUri,
    key,
    mlflow,
    health: { url: health.url, pid: health.pid },
    died: life.died,
  };
}

async function startMlflow(options: StackOptions, gatewayPort: number, host: Host): Promise<Mlflow> {
  const { mlflowUri, say } = options;
  if (mlflowUri !== undefined && !namesGateway(mlflowUri, gatewayPort)) return await runningMlflow(mlflowUri);
  if (mlflowUri !== undefined)
    say('MLFLOW_TRACKING_URI names this stack itself; an MLflow of its own is started.');
  say('Starting MLflow.');
  const started = performance.now();
  const mlflow = await ownMlflow(host, dataPaths(options.dataDir).mlflow);
  say(`MLflow answers after ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return mlflow;
}
