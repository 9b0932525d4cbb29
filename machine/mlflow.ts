/** A real MLflow on SQLite and a local folder: started, stopped, broken and started again at one address. */
import { existsSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { copyEmptyDatabase } from './emptyDatabase.ts';
import { childEnvironment } from './environment.ts';
import { MachineError } from './error.js';
import { VENV_PYTHON } from './paths.js';
import { freePort, LOOPBACK } from './ports.ts';
import { type Child, startChild } from './processes.js';
import { untilReady } from './ready.ts';

export interface MlflowOptions {
  /** Database, artifacts and, when `logFile` is left out, the log. Made when it is not there. */
  folder: string;
  logFile?: string;
  /** Another release than that of `.venv`. */
  release?: Release;
  /** More variables for the server. */
  env?: Record<string, string>;
  /** Ends the waiting for a start; its reason is thrown. */
  signal?: AbortSignal;
  /** Called when the server ends although nobody stopped it. */
  onDeath?: (error: MachineError) => void;
  /** Called at each start, before the server answers. */
  onStart?: (child: Child) => void;
}

/** A release in an environment of its own. */
interface Release {
  /** Such as `3.9.0`. */
  version: string;
  /** The environment's Python. */
  python: string;
}

export interface MlflowServer extends AsyncDisposable {
  /** Base URL, without a slash at the end. It stays the same over all starts. */
  url: string;
  /** The SQLite file. */
  database: string;
  /** The folder of the artifact store. */
  artifacts: string;
  /** Undefined when it is stopped. */
  readonly pid: number | undefined;
  /**
   * Starts it and resolves when it answers from its database. Does nothing when it runs.
   *
   * @param flags of `mlflow server`
   * @throws MachineError `not-set-up`, `child-died` or `not-ready`
   */
  start: (flags?: readonly string[]) => Promise<void>;
  /** Sends a signal to the server and its workers. */
  signal: (signal: NodeJS.Signals) => void;
  /**
   * Resolves when no process of it is left.
   *
   * @param graceMs time to end by itself; 0 ends it at once, as a crash does
   */
  stop: (graceMs?: number) => Promise<void>;
}

const ARTIFACTS = 'artifacts';

const DATABASE = 'mlflow.db';

/** MLflow's own command, without its second process. */
const SERVER = path.join(import.meta.dirname, 'mlflow_server.py');

/** Loading MLflow takes 8 s on two idle cores, and much longer on busy ones. */
const START_TIMEOUT_MS = 180_000;

/** Another release makes its tables by itself, one migration after the other: a minute on idle cores. */
const MIGRATION_TIMEOUT_MS = 900_000;

const QUIET = {
  MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  DO_NOT_TRACK: 'true',
  PYTHONUNBUFFERED: '1',
};

/** Prepares a server on a free port that is not running yet. */
export async function prepareMlflow(options: MlflowOptions): Promise<MlflowServer> {
  const { folder, logFile = path.join(folder, 'mlflow.log'), release } = options;
  const artifacts = path.join(folder, ARTIFACTS);
  const database = path.join(folder, DATABASE);
  await mkdir(artifacts, { recursive: true });
  rmSync(logFile, { force: true });
  const port = await freePort();
  const url = `http://${LOOPBACK}:${port}`;
  let child: Child | undefined;
  const start = async (flags: readonly string[] = ['--serve-artifacts']): Promise<void> => {
    if (child) return;
    if (!existsSync(release?.python ?? VENV_PYTHON)) throw notSetUp();
    if (!release && !existsSync(database)) await copyEmptyDatabase(database, options.signal);
    const died = new AbortController();
    const onDeath = (error: MachineError): void => {
      child = undefined;
      died.abort(error);
      options.onDeath?.(error);
    };
    const spec = {
      name: release ? `MLflow ${release.version}` : 'MLflow',
      program: release?.python ?? VENV_PYTHON,
      args: [...(release ? ['-m', 'mlflow', 'server'] : [SERVER]), ...serverOptions(port), ...flags],
      cwd: folder,
      env: childEnvironment({ ...QUIET, ...options.env }),
      logFile,
    };
    child = await startChild(spec, onDeath);
    options.onStart?.(child);
    const asked = `${url}/api/2.0/mlflow/experiments/search?max_results=1`;
    const timeoutMs = release ? MIGRATION_TIMEOUT_MS : START_TIMEOUT_MS;
    const ready = { name: spec.name, url: asked, logFile, timeoutMs };
    await untilReady(ready, AbortSignal.any([died.signal, ...(options.signal ? [options.signal] : [])]));
  };
  const stop = async (graceMs?: number): Promise<void> => {
    await child?.stop(graceMs);
    child = undefined;
  };
  return {
    url,
    database,
    artifacts,
    get pid() {
      return child?.pid;
    },
    start,
    signal: (name) => child?.signal(name),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function serverOptions(port: number): string[] {
  const options = {
    // Relative to the working directory, so that no character of the checkout's path can spoil a URI.
    'backend-store-uri': `sqlite:///${DATABASE}`,
    'artifacts-destination': `./${ARTIFACTS}`,
    host: LOOPBACK,
    port: String(port),
    workers: '1',
  };
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
}

function notSetUp(): MachineError {
  return new MachineError('not-set-up', 'The Python packages are not installed.', 'Run: node setup/main.js');
}
