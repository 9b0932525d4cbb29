/** Starts an MLflow server of its own with nothing in it, for recording and for tests without the stack. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OwnServer {
  url: string;
  stop(): Promise<void>;
}

/** Lets a webhook point at this machine, so that no test calls anybody else. */
const WEBHOOKS = {
  MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS: 'true',
  MLFLOW_WEBHOOK_REQUEST_TIMEOUT: '2',
  MLFLOW_WEBHOOK_REQUEST_MAX_RETRIES: '0',
};

const START_LIMIT_MS = 90_000;

/**
 * MLflow from `.venv` on SQLite in a temporary folder and a free port of 127.0.0.1.
 * @throws Error with the end of the server's log when it does not answer in 90 seconds
 */
export async function startMlflow(): Promise<OwnServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mlflow-'));
  const port = await freePort();
  const root = join(import.meta.dirname, '..', '..');
  const options = ['--host', '127.0.0.1', '--port', String(port), '--workers', '1', '--serve-artifacts'];
  const stores = [
    '--backend-store-uri',
    `sqlite:///${folder}/mlflow.db`,
    '--artifacts-destination',
    `${folder}/artifacts`,
  ];
  const child = spawn(join(root, '.venv/bin/mlflow'), ['server', ...options, ...stores], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A fixed hash seed: some messages list a Python set.
    env: {
      ...process.env,
      PYTHONHASHSEED: '0',
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      ...WEBHOOKS,
    },
  });
  let log = '';
  const note = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      resolve();
    };
    child.once('exit', end);
    child.once('error', (error) => {
      log = `${error.message}. Is MLflow installed in .venv? Run: npm run setup`;
      end();
    });
  });
  const stop = async () => {
    if (running && child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(`${url}/health`))) {
    if (!running || Date.now() > deadline) {
      await stop();
      throw new Error(`MLflow did not start. The end of its log:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { url, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.');
  return address.port;
}
