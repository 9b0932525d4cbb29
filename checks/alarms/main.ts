/**
 * `npm run drill`: stops MLflow behind the local stack, waits until the page arrives, starts it again, and waits until
 * the alert resolves. Then the same with a database that takes no writes, which only the canary sees. Prints how long each
 * took, with the intervals of production.
 */
import { createServer } from 'node:http';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { HEALTH_PATH } from '../../endpoint.ts';
import { MachineError } from '../../machine/error.js';
import { freePort, LOOPBACK, listen } from '../../machine/ports.ts';
import { temporaryFolder } from '../../machine/temporary.ts';
import { dataPaths } from '../../stack/paths.ts';
import { type RunningStack, startStack } from '../../stack/stack.ts';
import { NoProgram, startPrograms } from './programs.ts';

/** Alertmanager's message: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
const messageSchema = z.object({
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: z.object({ alertname: z.string() }),
      annotations: z.object({ runbook: z.string() }),
    }),
  ),
});

const LONGEST_MS = 6 * 60_000;

async function drill(): Promise<void> {
  await using folder = await temporaryFolder('drill');
  const received: string[] = [];
  await using webhook = await listen(
    createServer(async (request, response) => {
      const { alerts } = messageSchema.parse(JSON.parse(await textOf(request)));
      for (const { status, labels, annotations } of alerts) {
        const line = `${status} ${labels.alertname}`;
        if (received.includes(line)) continue;
        received.push(line);
        say(`${request.url}: ${line}, runbook ${annotations.runbook}`);
      }
      response.end();
    }),
  );
  const metricsPort = await freePort();
  const stack = await startStack({
    dataDir: `${folder.path}/stack`,
    site: false,
    healthSettings: { METRICS_PORT: String(metricsPort) },
    say: (line) => say(line),
  });
  try {
    const { prometheus, stop } = await startPrograms(`${folder.path}/prometheus`, {
      metrics: `${LOOPBACK}:${metricsPort}`,
      report: `${stack.registryOrigin}${HEALTH_PATH}`,
      webhook: webhook.origin,
    });
    try {
      const status = async () => (await fetch(stack.registryOrigin + HEALTH_PATH)).status;
      const see = { status, received, isCalm: () => isCalm(prometheus) };
      for (const fault of faultsOf(stack, `${folder.path}/stack`)) await make(fault, see);
    } finally {
      await stop();
    }
  } finally {
    await stack.stop();
  }
}

/** What the drill looks at. */
interface Seen {
  /** HTTP status of the report. */
  status(): Promise<number>;
  isCalm(): Promise<boolean>;
  /** Messages that arrived, such as `firing MLflowDown`. */
  received: string[];
}

/** Makes a fault when all is well, waits for the page, mends it, and waits until the alert resolves. */
async function make({ name, begin, end }: Fault, { status, isCalm, received }: Seen): Promise<void> {
  await until('the report passes', async () => (await status()) === 200);
  // Or the first alert would be about the start, or about the fault before.
  await until('Prometheus sees everything up, and no alert', isCalm);
  received.length = 0;
  await begin();
  const begun = mark(name);
  await until('the report fails', async () => (await status()) === 503);
  say(`the report fails ${begun()} after that`);
  await until('the page arrives', () => received.includes('firing MLflowDown'));
  const detected = begun();
  await end();
  const ended = mark('mended');
  await until('the alert resolves', () => received.includes('resolved MLflowDown'));
  say(`${name}: detected after ${detected}, resolved ${ended()} after it was mended`);
}

interface Fault {
  readonly name: string;
  begin(): void | Promise<void>;
  end(): void | Promise<void>;
}

function faultsOf({ mlflow }: RunningStack, dataDir: string): Fault[] {
  const sql = (text: string): void => {
    const database = new DatabaseSync(path.join(dataPaths(dataDir).mlflow, 'mlflow.db'), { timeout: 20_000 });
    database.exec(text);
    database.close();
  };
  return [
    { name: 'MLflow is stopped', begin: () => mlflow.stop(), end: () => mlflow.start() },
    {
      name: 'no tag can be stored',
      begin: () =>
        sql(
          "CREATE TRIGGER drill BEFORE INSERT ON tags BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
        ),
      end: () => sql('DROP TRIGGER drill'),
    },
  ];
}

const upSchema = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});
const alertsSchema = z.object({
  data: z.object({ alerts: z.array(z.object({ labels: z.object({ alertname: z.string() }) })) }),
});

/**
 * Whether Prometheus has met every target, found all of them up, and has no alert, not even a pending one. Those of the
 * budget stay for hours after the first fault.
 */
async function isCalm(prometheus: string): Promise<boolean> {
  const ask = async (what: string): Promise<unknown> => (await fetch(`${prometheus}/api/v1/${what}`)).json();
  const up = upSchema.parse(await ask('query?query=min(up)'));
  const { data } = alertsSchema.parse(await ask('alerts'));
  const now = data.alerts.filter(({ labels }) => !labels.alertname.startsWith('MLflowBudget'));
  return up.data.result[0]?.value[1] === '1' && now.length === 0;
}

const begun = performance.now();

function say(line: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

/** Says that something happens, and gives the time since. */
function mark(what: string): () => string {
  const at = performance.now();
  say(what);
  return () => `${((performance.now() - at) / 1000).toFixed(1)} s`;
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline)
      throw new Error(`After ${LONGEST_MS / 60_000} minutes: not yet that ${what}.`);
    await sleep(250);
  }
}

try {
  await drill();
} catch (error) {
  console.error(
    error instanceof MachineError
      ? error.explain('drill')
      : `drill: ${error instanceof Error ? error.message : error}`,
  );
  // Skipped isn't passed: whoever calls this sees the difference.
  process.exitCode = error instanceof NoProgram ? 2 : 1;
}
process.exit();
