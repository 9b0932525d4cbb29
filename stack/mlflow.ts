/** The real MLflow server behind the stack: our own from PyPI on SQLite, or a running one that the reader names. */
import { REGISTRY_ORIGIN } from '../endpoint.ts';
import type { MachineError } from '../machine/error.js';
import { prepareMlflow } from '../machine/mlflow.ts';
import type { Child } from '../machine/processes.js';
import { ask } from '../machine/ready.ts';
import { StackError } from './error.ts';

/** MLflow as the stack's users see it. */
export interface Mlflow {
  /** Base URL, without a slash at the end. */
  url: string;
  /** Whether the stack started it, and so may write to it. */
  readonly isOurs: boolean;
  /** Undefined when it is stopped or not ours. */
  readonly pid: number | undefined;
  /** Resolves when no process of it is left. */
  stop: () => Promise<void>;
  /** Starts it again at the same address and resolves when it answers. */
  start: () => Promise<void>;
}

/** What a service needs of the stack that it is part of. */
export interface Host {
  logFile: string;
  /** Aborted when the stack fails or is stopped. */
  signal: AbortSignal;
  onDeath: (error: MachineError) => void;
  onStart: (child: Child) => void;
}

/**
 * Starts the pinned MLflow on a free port.
 *
 * @param folder database and artifacts
 * @throws MachineError `not-set-up`, `child-died` or `not-ready`
 */
export async function ownMlflow(host: Host, folder: string): Promise<Mlflow> {
  const mlflow = await prepareMlflow({ ...host, folder });
  await mlflow.start();
  return {
    ...mlflow,
    isOurs: true,
    get pid() {
      return mlflow.pid;
    },
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
  return { url: base, isOurs: false, pid: undefined, start: refuse, stop: refuse };
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
