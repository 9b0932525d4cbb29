/** Starts the real MLflow of `.venv` on SQLite and a folder of its own, for tests that break it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';

const MLFLOW = join(import.meta.dirname, '..', '..', '.venv', 'bin', 'mlflow');
const START_MS = 90_000;

export interface Mlflow {
  readonly url: string;
  /** The SQLite file. */
  readonly database: string;
  /** The folder of the artifact store. It holds `.health/ok`, the sentinel. */
  readonly artifacts: string;
  /** Starts it, and waits until it answers. */
  start(flags?: readonly string[]): Promise<void>;
  /** Sends a signal to the server and its workers. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Ends it and removes all it wrote. */
  remove(): Promise<void>;
}

/** Prepares a server that is not running yet. */
export async function prepareMlflow(): Promise<Mlflow> {
  const folder = await mkdtemp(join(tmpdir(), 'health-mlflow-'));
  const artifacts = join(folder, 'artifacts');
  await mkdir(join(artifacts, '.health'), { recursive: true });
  await writeFile(join(artifacts, '.health', 'ok'), '');
  const log = join(folder, 'mlflow.log');
  const database = join(folder, 'mlflow.db');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const where = ['--host', '127.0.0.1', '--port', String(port), '--workers', '1'];
  const stores = ['--backend-store-uri', `sqlite:///${database}`, '--artifacts-destination', artifacts];
  let child: ChildProcess | undefined;
  const signal = (name: NodeJS.Signals) => {
    // The group holds the workers too.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, name);
  };
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    signal('SIGKILL');
    await gone;
  };
  return {
    url,
    database,
    artifacts,
    async start(flags = ['--serve-artifacts']) {
      const env = { ...process.env, MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false' };
      const output = openSync(log, 'a');
      const args = ['server', ...where, ...stores, ...flags];
      child = spawn(MLFLOW, args, { env, detached: true, stdio: ['ignore', output, output] });
      closeSync(output);
      await once(child, 'spawn');
      await untilItAnswers(url, child).catch((error) => {
        throw new Error(`${error.message}\n${readFileSync(log, 'utf8').slice(-2000)}`);
      });
    },
    signal,
    kill,
    async remove() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const latest = performance.now() + START_MS;
  while (performance.now() < latest) {
    if (child.exitCode !== null) throw new Error(`MLflow ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/api/2.0/mlflow/experiments/search?max_results=1`).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`MLflow does not answer after ${START_MS / 1000} s`);
}
