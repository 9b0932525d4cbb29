/** `npm start` as a process of its own: what it prints, how it ends, and what it leaves behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import * as z from 'zod';
import { PINNED_NODE, ROOT } from '../../machine/paths.js';

export interface Command {
  pid: number;
  /** Everything printed so far. */
  output: () => string;
  /** Resolves when the text is printed; rejects when the command ends before. */
  until: (wanted: string | RegExp) => Promise<void>;
  /** Resolves with the exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  kill: (signal: NodeJS.Signals) => void;
}

/** Starts the stack's command without the site. */
export function stackCommand(
  dataDir: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Command {
  const all = ['--no-site', '--docs-port', '0', '--gateway-port', '0', '--data-dir', dataDir, ...args];
  const child = spawn(PINNED_NODE, [path.join(ROOT, 'stack', 'main.ts'), ...all], {
    env: { ...process.env, MLFLOW_TRACKING_URI: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => signal ?? code);
  const until = async (wanted: string | RegExp): Promise<void> => {
    const early = ended.then((code) => {
      throw new Error(`It ended with ${code} before it printed ${wanted}:\n${output}`);
    });
    early.catch(() => {});
    const printed = vi.waitUntil(() => output.search(wanted) >= 0, { timeout: 180_000, interval: 50 });
    await Promise.race([printed, early]);
  };
  return { pid: child.pid ?? 0, output: () => output, until, ended, kill: (signal) => child.kill(signal) };
}

const stateSchema = z.object({ children: z.array(z.object({ name: z.string(), pid: z.number() })) });

/** The children that a running stack has noted. */
export function childrenOf(dataDir: string): Map<string, number> {
  const state = stateSchema.parse(JSON.parse(readFileSync(path.join(dataDir, 'stack.json'), 'utf8')));
  return new Map(state.children.map(({ name, pid }) => [name, pid]));
}

/** The most memory that a process ever held, in bytes (proc_pid_status(5), VmHWM). */
export function peakMemory(pid: number): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** Command lines of the living processes in these groups (proc_pid_stat(5): state, parent, group). */
export function livingIn(groups: Iterable<number>): string[] {
  const wanted = new Set([...groups].map(String));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z' || group === undefined || !wanted.has(group)) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return [];
      }
    });
}
