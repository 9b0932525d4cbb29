/** Starts the service as its own process, as an operator does. */
import path from 'node:path';
import { createInterface } from 'node:readline';
import { execa, type ResultPromise } from 'execa';

const MAIN = path.join(import.meta.dirname, '..', 'main.ts');

/** Says where Node keeps what it compiled, which it reads before the service has its settings. */
const COMPILE_CACHE = 'NODE_COMPILE_CACHE';

interface Ended {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnedService {
  readonly child: Pick<ResultPromise, 'kill' | 'pid'>;
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
  const child = execa(process.execPath, [program, ...args], {
    env: { ...environment, [COMPILE_CACHE]: process.env[COMPILE_CACHE] },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    stripFinalNewline: false,
    forceKillAfterDelay: false,
  });
  let stdout = '';
  const listening = Promise.withResolvers<{ port: string; metricsPort: string | undefined }>();
  listening.promise.catch(() => {});
  createInterface(child.stdout).on('line', (line) => {
    stdout += `${line}\n`;
    const port = /"event":"listening".*"port":(\d+)/.exec(line)?.[1];
    const metricsPort = /"metricsPort":(\d+)/.exec(line)?.[1];
    if (port !== undefined) listening.resolve({ port, metricsPort });
  });
  child.then(({ stderr }) => listening.reject(new Error(`ended before it listened: ${stderr}`)));
  return {
    child,
    origin: async () => `http://127.0.0.1:${(await listening.promise).port}`,
    metricsOrigin: async () => `http://127.0.0.1:${(await listening.promise).metricsPort}`,
    output: () => stdout,
    async ended() {
      const { exitCode: code, stdout: whole, stderr } = await child;
      return { code, stdout: whole, stderr };
    },
  };
}
