/** A long-lived process that runs one block after the other: a shell or an interpreter, in a process group of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';

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
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', log, log, 'pipe', 'pipe'],
  });
  closeSync(log);
  const [, , , requests, answers] = child.stdio;
  if (!(requests instanceof Writable && answers instanceof Readable))
    throw new Error('no pipes to the worker');
  requests.on('error', () => {}); // A worker that died shows as `exited`; writing to it is no second error.
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', (error) => resolve({ kind: 'exited', status: error.message }));
    child.once('exit', (code, signal) =>
      resolve({ kind: 'exited', status: signal ?? `exit status ${code}` }),
    );
  });
  return {
    run: (line, limit) => runLine(child, { requests, answers, ended }, line, limit),
    close: async () => {
      requests.end();
      const timer = after(CLOSE_MS);
      await Promise.race([ended, timer.promise]);
      timer.cancel();
      killGroup(child);
      await ended;
    },
  };
}

interface Channels {
  requests: Writable;
  answers: Readable;
  ended: Promise<Ending>;
}

async function runLine(child: ChildProcess, channels: Channels, line: string, limit: Limit): Promise<Ending> {
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
    killGroup(child);
    await channels.ended;
  }
  return ending;
}

/** Kills the process and everything that it started and that did not leave its group. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function after(milliseconds: number): { promise: Promise<void>; cancel: () => void } {
  let cancel = () => {};
  const promise = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    cancel = () => clearTimeout(timer);
  });
  return { promise, cancel };
}
