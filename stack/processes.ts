/** Child processes of the stack: each in a group of its own, with its output in a log, and never left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from './error.ts';
import { shown } from './paths.ts';

export type ChildSpec = {
  /** For messages: "MLflow", "The health service". */
  name: string;
  program: string;
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Output is appended here. */
  logFile: string;
};

export type Child = {
  name: string;
  pid: number;
  logFile: string;
  /** Ends the whole group: TERM first, KILL after the grace period. Resolves when it is gone. */
  stop: (graceMs?: number) => Promise<void>;
};

type Exit = { code: number | null; signal: NodeJS.Signals | null };

/** The stack promises to be gone within 5 s. */
const GRACE_MS = 3000;

const TAIL_LINES = 15;

const groups = new Set<number>();

// However this process ends, short of SIGKILL, its children end with it.
process.on('exit', () => {
  for (const group of groups) signalGroup(group, 'SIGKILL');
});

/**
 * Starts a child.
 *
 * @param onDeath called when it ends although nobody stopped it
 * @throws StackError `child-died` when it cannot be started at all
 */
export async function startChild(spec: ChildSpec, onDeath: (error: StackError) => void): Promise<Child> {
  const { pid, exited } = await launch(spec);
  let state: 'running' | 'stopping' | 'gone' = 'running';
  const gone = exited.then((exit) => {
    // Whatever the child had started would go on serving on its own.
    if (state === 'running') signalGroup(pid, 'SIGKILL');
    if (state === 'running') onDeath(deathOf(spec, exit));
    state = 'gone';
  });
  const stop = async (graceMs = GRACE_MS): Promise<void> => {
    if (state === 'running') {
      state = 'stopping';
      await endGroup(pid, gone, graceMs);
    }
    await gone;
  };
  return { name: spec.name, pid, logFile: spec.logFile, stop };
}

/**
 * Runs a program to its end.
 *
 * @param signal kills it; the signal's reason is thrown
 * @throws StackError `child-died` when it fails
 */
export async function runToEnd(spec: ChildSpec, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const { pid, exited } = await launch(spec);
  const kill = () => signalGroup(pid, 'SIGKILL');
  signal.addEventListener('abort', kill);
  const exit = await exited;
  signal.removeEventListener('abort', kill);
  signal.throwIfAborted();
  if (exit.code !== 0) throw deathOf(spec, exit);
}

async function launch(spec: ChildSpec): Promise<{ pid: number; exited: Promise<Exit> }> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const output = openSync(spec.logFile, 'a');
  const child = spawn(spec.program, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const { pid } = child;
  if (pid === undefined) {
    const [error] = await once(child, 'error');
    throw new StackError('child-died', `${spec.name} cannot be started: ${error.message}.`, 'Run: npm start');
  }
  groups.add(pid);
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      groups.delete(pid);
      resolve({ code, signal });
    });
  });
  return { pid, exited };
}

/**
 * Ends a process group: TERM, then KILL for what is left when its leader is gone or the grace period is over. Waiting
 * for the whole group would wait for zombies too, which a container's first process may never clear away.
 *
 * @param leaderGone settles when the group's leader has ended
 */
export async function endGroup(group: number, leaderGone: Promise<void>, graceMs = GRACE_MS): Promise<void> {
  signalGroup(group, 'SIGTERM');
  await Promise.race([leaderGone, sleep(graceMs, undefined, { ref: false })]);
  signalGroup(group, 'SIGKILL');
}

/** The end of a log, for messages. */
export function logTail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  } catch {
    return '';
  }
}

function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

function deathOf(spec: ChildSpec, { code, signal }: Exit): StackError {
  return new StackError(
    'child-died',
    `${spec.name} ended unexpectedly (${signal ?? `exit code ${code}`}).`,
    `Whole log: ${shown(spec.logFile)}`,
    logTail(spec.logFile),
  );
}
