/** The real MLflow server behind the stack: our own from PyPI on SQLite, or a running one that the reader names. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTRY_ORIGIN } from '../endpoint.ts';
import { childEnvironment } from './environment.ts';
import { StackError } from './error.ts';
import { VENV_PYTHON } from './paths.ts';
import { freePort, LOOPBACK } from './ports.ts';
import { type Child, type ChildSpec, startChild } from './processes.ts';
import { ask, untilReady } from './ready.ts';

/** MLflow as the stack's users see it. */
export type Mlflow = {
  /** Base URL, without a slash at the end. */
  url: string;
  /** Folder of the artifact store that holds a file, so that an empty listing of it proves a fault; ours only. */
  readonly artifactsSentinel: string | undefined;
  /** Undefined when it is stopped or not ours. */
  readonly pid: number | undefined;
  /** Resolves when no process of it is left. */
  stop: () => Promise<void>;
  /** Starts it again at the same address and resolves when it answers. */
  start: () => Promise<void>;
};

/** What a service needs of the stack that it is part of. */
export type Host = {
  logFile: string;
  /** Aborted when the stack fails or is stopped. */
  signal: AbortSignal;
  onDeath: (error: StackError) => void;
  onStart: (child: Child) => void;
};

const ARTIFACTS = 'artifacts';

const SENTINEL = '.health';

/** Loading MLflow takes 8 s on two idle cores, and much longer on busy ones. */
const START_TIMEOUT_MS = 180_000;

/**
 * Starts the pinned MLflow on a free port.
 *
 * @param dataDir database and artifacts
 * @throws StackError `not-set-up`, `child-died` or `not-ready`
 */
export async function ownMlflow(host: Host, dataDir: string): Promise<Mlflow> {
  if (!existsSync(VENV_PYTHON)) {
    throw new StackError('not-set-up', 'The Python packages are not installed.', 'Run: node setup/main.js');
  }
  const sentinel = join(dataDir, ARTIFACTS, SENTINEL);
  mkdirSync(sentinel, { recursive: true });
  writeFileSync(join(sentinel, 'ok'), '');
  rmSync(host.logFile, { force: true });
  const port = await freePort();
  const url = `http://${LOOPBACK}:${port}`;
  let child: Child | undefined;
  const start = async (): Promise<void> => {
    if (child) return;
    child = await startChild(serverProcess(dataDir, port, host.logFile), host.onDeath);
    host.onStart(child);
    const ready = {
      name: 'MLflow',
      url: `${url}/health`,
      logFile: host.logFile,
      timeoutMs: START_TIMEOUT_MS,
    };
    await untilReady(ready, host.signal);
  };
  const stop = async (): Promise<void> => {
    await child?.stop();
    child = undefined;
  };
  await start();
  return {
    url,
    artifactsSentinel: SENTINEL,
    start,
    stop,
    get pid() {
      return child?.pid;
    },
  };
}

function serverProcess(dataDir: string, port: number, logFile: string): ChildSpec {
  const options = {
    // Relative to the working directory, so that no character of the checkout's path can spoil a URI.
    'backend-store-uri': 'sqlite:///mlflow.db',
    'artifacts-destination': `./${ARTIFACTS}`,
    host: LOOPBACK,
    port: String(port),
    workers: '1',
  };
  return {
    name: 'MLflow',
    program: VENV_PYTHON,
    args: [
      ...['-m', 'mlflow', 'server', '--serve-artifacts'],
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ],
    cwd: dataDir,
    env: childEnvironment({
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      DO_NOT_TRACK: 'true',
      PYTHONUNBUFFERED: '1',
    }),
    logFile,
  };
}

/**
 * Uses a running MLflow.
 *
 * @param uri value of `MLFLOW_TRACKING_URI`
 * @throws StackError `bad-tracking-uri` when it is no MLflow server that answers
 */
export async function runningMlflow(uri: string): Promise<Mlflow> {
  const base = checkedUri(uri).href.replace(/\/+$/, '');
  const reply = await ask(`${base}/health`);
  if (reply?.status !== 200 || reply.text.trim() !== 'OK') {
    const found = reply ? `its /health answers ${reply.status}` : 'nothing answers there';
    throw badUri(`MLFLOW_TRACKING_URI is ${base}, but ${found}.`);
  }
  const refuse = async (): Promise<void> => {
    throw new StackError(
      'not-ours',
      `The MLflow at ${base} is not ours to start or stop.`,
      'Use our own one.',
    );
  };
  return { url: base, artifactsSentinel: undefined, pid: undefined, start: refuse, stop: refuse };
}

/**
 * Whether a URI leads to the stack itself: whoever pasted the first snippet and starts the stack again from that shell has
 * it set, and a stack in front of itself would ask itself for ever.
 */
export function namesGateway(uri: string, gatewayPort: number): boolean {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.port === String(gatewayPort) && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
}

function checkedUri(uri: string): URL {
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw badUri(`MLFLOW_TRACKING_URI is "${uri}", which is not the address of an MLflow server.`);
  }
  const domain = new URL(REGISTRY_ORIGIN).hostname.split('.').slice(-2).join('.');
  if (`.${url.hostname}`.endsWith(`.${domain}`)) {
    throw badUri('MLFLOW_TRACKING_URI names the production registry, which the local stack never calls.');
  }
  if (url.username !== '' || url.password !== '') {
    throw badUri('MLFLOW_TRACKING_URI holds a user name or a password; the stack passes none on.');
  }
  return url;
}

function badUri(message: string): StackError {
  return new StackError(
    'bad-tracking-uri',
    message,
    'Set it to a running server, as http://127.0.0.1:5000, or unset it and the stack starts its own.',
  );
}
