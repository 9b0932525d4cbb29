/** Starts the service as its own process, as an operator does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = path.join(import.meta.dirname, '..', 'main.ts');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnedService {
  readonly child: ChildProcess;
  /** Address of the report, once it listens. */
  origin(): Promise<string>;
  /** Address of /metrics, once it listens; METRICS_PORT has to be set. */
  metricsOrigin(): Promise<string>;
  /** What it has written to standard output so far. */
  output(): string;
  /** What it said until it ended. */
  ended(): Promise<Ended>;
}

/**
 * Starts the process.
 * @param environment all of its environment
 * @param args command line
 * @param program what to run
 */
export function spawnService(
  environment: Record<string, string>,
  args: readonly string[] = [],
  program: string = MAIN,
): SpawnedService {
  const child = spawn(process.execPath, [program, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const listening = Promise.withResolvers<{ port: string; metricsPort: string | undefined }>();
  listening.promise.catch(() => {});
  createInterface(child.stdout).on('line', (line) => {
    stdout += `${line}\n`;
    const port = /"event":"listening".*"port":(\d+)/.exec(line)?.[1];
    const metricsPort = /"metricsPort":(\d+)/.exec(line)?.[1];
    if (port !== undefined) listening.resolve({ port, metricsPort });
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const closed = once(child, 'close');
  closed.then(() => listening.reject(new Error(`ended before it listened: ${stderr}`)));
  return {
    child,
    origin: async () => `http://127.0.0.1:${(await listening.promise).port}`,
    metricsOrigin: async () => `http://127.0.0.1:${(await listening.promise).metricsPort}`,
    output: () => stdout,
    async ended() {
      await closed;
      return { code: child.exitCode, stdout, stderr };
    },
  };
}
