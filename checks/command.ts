/** Runs the command of a check: output into a log file, processor time counted, ended with everything it started. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { STATE_DIR } from '../machine/paths.js';
import { startGroup } from '../machine/processes.js';

export interface Ended {
  /** Exit code; 1 for a command that a signal ended. */
  code: number;
  /** Processor time of the command and of all its children, in seconds. */
  cpuSeconds: number;
}

export interface CommandOptions {
  log: string;
  env: Record<string, string>;
  signal: AbortSignal;
  longestMs: number;
}

/** Time that a command gets to end by itself once it is asked to, in milliseconds. */
const GRACE_MS = 10_000;

/** Node keeps what it compiled there: a program of ours that starts again takes half the processor time. */
const COMPILE_CACHE = path.join(STATE_DIR, 'compiled');

/** Node tells no child's processor time, bash does. */
const TIMED = 'code=0; "$@" || code=$?; times >&3; exit "$code"';

/**
 * Runs a command in a process group of its own.
 *
 * @param log path of the file that takes what it prints, while it prints
 * @param env variables besides those of this process
 * @param signal when aborted, the group gets SIGINT, and SIGKILL some seconds later
 * @param longestMs after this time the group is ended in the same way, with a line in the log and code 1
 * @throws Error when there is no bash
 */
export async function runCommand(
  command: readonly string[],
  { log, env, signal, longestMs }: CommandOptions,
): Promise<Ended> {
  await using file = await open(log, 'w');
  const group = startGroup('bash', ['-c', TIMED, 'bash', ...command], {
    stdio: ['ignore', file.fd, file.fd, 'pipe'],
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env, ...env },
  });
  const times = group.child.stdio[3];
  if (!(times instanceof Readable)) throw new TypeError('no pipe for the processor time');
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    group.signal('SIGINT');
    timer = setTimeout(() => group.signal('SIGKILL'), GRACE_MS);
  };
  const late = AbortSignal.timeout(longestMs);
  const either = AbortSignal.any([signal, late]);
  either.addEventListener('abort', end, { once: true });
  const [{ code, error }, printed] = await Promise.all([group.exited, text(times)]);
  either.removeEventListener('abort', end);
  clearTimeout(timer);
  if (error) throw error;
  if (late.aborted) await file.write(`\nIt did not end within ${longestMs / 1000} s, so it was stopped.\n`);
  return { code: late.aborted ? 1 : (code ?? 1), cpuSeconds: readTimes(printed) };
}

/** Sums what `times` prints: minutes and seconds of user and system, of the shell and of its children. */
function readTimes(printed: string): number {
  const parts = printed.matchAll(/(\d+)m(\d+)[.,](\d+)s/g);
  return [...parts].reduce(
    (sum, [, minutes, whole, part]) => sum + Number(minutes) * 60 + Number(`${whole}.${part}`),
    0,
  );
}
