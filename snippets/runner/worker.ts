/** A long-lived process that runs one block after the other: a shell or an interpreter, in a process group of its own. */
import { closeSync, openSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { type Group, startGroup } from '../../machine/processes.js';

/** How the run of one block ended. */
export type Ending =
  | { kind: 'done' }
  | { kind: 'exited'; status: string }
  | { kind: 'timeout' }
  | { kind: 'aborted' };

export interface WorkerOptions {
  cwd: string;
  env: Record<string, string>;
  /** File that takes what the process prints outside of any block. */
  log: string;
}

export interface Limit {
  timeoutMs: number;
  signal: AbortSignal;
}

export interface Worker {
  /** Sends one line (the path of the block's folder) and waits for the answer. Kills the whole group on timeout or abort. */
  run: (line: string, limit: Limit) => Promise<Ending>;
  /** Ends the process: politely first, then its whole group. */
  close: () => Promise<void>;
}

/** Time that a process gets to end by itself when its page is over (MLflow flushes its queues there). */
const CLOSE_MS = 10_000;

/**
 * Starts a worker. It reads the lines to run from descriptor 3 and answers each with one line on descriptor 4.
 * A program that cannot be started ends the first `run` as `exited`, with the reason as its status.
 */
export function startWorker(command: string, args: string[], options: WorkerOptions): Worker {
  const log = openSync(options.log, 'a');
  const group = startGroup(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', log, log, 'pipe', 'pipe'],
  });
  closeSync(log);
  const [, , , requests, answers] = group.child.stdio;
  if (!(requests instanceof Writable && answers instanceof Readable))
    throw new Error('no pipes to the worker');
  requests.on('error', () => {}); // A worker that died shows as `exited`; writing to it is no second error.
  const ended = group.exited.then(
    ({ code, signal, error }): Ending => ({
      kind: 'exited',
      status: error?.message ?? signal ?? `exit status ${code}`,
    }),
  );
  return {
    run: (line, limit) => runLine(group, { requests, answers, ended }, line, limit),
    close: async () => {
      requests.end();
      const timer = after(CLOSE_MS);
      await Promise.race([ended, timer.promise]);
      timer.cancel();
      group.signal('SIGKILL');
      await ended;
    },
  };
}

interface Channels {
  requests: Writable;
  answers: Readable;
  ended: Promise<Ending>;
}

async function runLine(group: Group, channels: Channels, line: string, limit: Limit): Promise<Ending> {
  if (limit.signal.aborted) return { kind: 'aborted' };
  const timer = after(limit.timeoutMs);
  let onAnswer = () => {};
  let onAbort = () => {};
  const answered = new Promise<Ending>((resolve) => {
    onAnswer = () => resolve({ kind: 'done' });
    channels.answers.once('data', onAnswer);
  });
  const aborted = new Promise<Ending>((resolve) => {
    onAbort = () => resolve({ kind: 'aborted' });
    limit.signal.addEventListener('abort', onAbort);
  });
  const timedOut = timer.promise.then((): Ending => ({ kind: 'timeout' }));
  channels.requests.write(`${line}\n`);
  const ending = await Promise.race([answered, channels.ended, timedOut, aborted]);
  timer.cancel();
  channels.answers.off('data', onAnswer);
  limit.signal.removeEventListener('abort', onAbort);
  if (ending.kind !== 'done') {
    group.signal('SIGKILL');
    await channels.ended;
  }
  return ending;
}

function after(milliseconds: number): { promise: Promise<void>; cancel: () => void } {
  let cancel = () => {};
  const promise = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    cancel = () => clearTimeout(timer);
  });
  return { promise, cancel };
}
