/** Measures the health service under load while MLflow hangs, beside a bare `node:http` server with the same bytes. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { HEALTH_PATH } from '../../endpoint.ts';
import { startFakeUpstream } from '../testing/fakeUpstream.ts';
import { faults } from '../testing/scripts.ts';
import { send } from '../testing/send.ts';
import { spawnService } from '../testing/spawnedService.ts';
import { type Load, sendLoad } from './load.ts';

export interface Options {
  readonly requests: number;
  readonly connections: number;
  /** Loads per server; they take turns, so that both meet the same machine. */
  readonly turns: number;
}

export interface Figures {
  /** Every answer of the service, by status code. */
  readonly statuses: Record<string, number>;
  readonly dropped: number;
  /** Milliseconds for one load of the service, the median. */
  readonly elapsedMs: number;
  /** Rounds that MLflow got for each interval that passed. */
  readonly roundsPerInterval: number;
  /** What a request costs beyond what passes in the same time without one, the median of the turns. */
  readonly cpuPerRequest: {
    readonly serviceUs: number;
    readonly bareUs: number;
    /** Of each turn its own, since both met the same machine in it; the median. */
    readonly ratio: number;
    /** CPU of the service without requests, as a part of one core: probes, watching its own event loop. */
    readonly idleShare: number;
  };
  /** Memory of the service before the loads that count and after them. */
  readonly memory: { readonly before: Memory; readonly after: Memory };
}

/** In MiB. */
interface Memory {
  /** Of the heap, what is still in use once all garbage is collected: a leak shows here. */
  readonly inUse: number;
  /** What the system has given, with room that V8 keeps for what comes next. */
  readonly resident: number;
}

const TELLER = new URL('./tellOnSignal.ts', import.meta.url).href;
const INTERVAL_MS = 1000;
const REQUESTS_PER_ROUND = 5;
/** Requests after which a hot path no longer gets cheaper. */
const WARM_UP = 5000;
const IDLE_MS = 2 * INTERVAL_MS;
const MIB = 1024 * 1024;

/** Runs the loads and returns what was measured. */
export async function measure({ requests, connections, turns }: Options): Promise<Figures> {
  const upstream = await startFakeUpstream(faults.hangBeforeHeaders);
  const service = await startMeasuredService(upstream.url);
  const url = `${service.origin}${HEALTH_PATH}`;
  const bare = await startBare(url);
  const loads: Load[] = [];
  const costs: { readonly service: number; readonly bare: number }[] = [];
  // Both compile their hot paths before anything counts.
  for (const target of [url, bare.url]) await sendLoad(target, WARM_UP, connections);
  const idle = { service: await idleCost(service.cpuMs), bare: await idleCost(bare.cpuMs) };
  const before = await service.memory();
  const startedAt = performance.now();
  const askedBefore = upstream.asked.length;
  for (let turn = 0; turn < turns; turn += 1) {
    const load = () => sendLoad(url, requests, connections).then((each) => loads.push(each));
    costs.push({
      service: await costOf(service.cpuMs, idle.service, load),
      bare: await costOf(bare.cpuMs, idle.bare, () => sendLoad(bare.url, requests, connections)),
    });
  }
  const intervals = Math.ceil((performance.now() - startedAt) / INTERVAL_MS);
  const rounds = (upstream.asked.length - askedBefore) / REQUESTS_PER_ROUND;
  const after = await service.memory();
  await Promise.all([service.stop(), bare.stop()]);
  await upstream.close();
  const perRequest = (side: 'service' | 'bare') =>
    (median(costs.map((cost) => cost[side])) * 1000) / requests;
  return {
    statuses: sum(loads.map(({ statuses }) => statuses)),
    dropped: loads.reduce((total, { dropped }) => total + dropped, 0),
    elapsedMs: median(loads.map(({ elapsedMs }) => elapsedMs)),
    roundsPerInterval: rounds / intervals,
    cpuPerRequest: {
      serviceUs: perRequest('service'),
      bareUs: perRequest('bare'),
      ratio: median(costs.map((cost) => cost.service / cost.bare)),
      idleShare: idle.service,
    },
    memory: { before, after },
  };
}

async function startMeasuredService(mlflowUrl: string) {
  const service = spawnService({
    MLFLOW_URL: mlflowUrl,
    PORT: '0',
    METRICS_PORT: '0',
    PROBE_INTERVAL_MS: String(INTERVAL_MS),
    ROUND_TIMEOUT_MS: '900',
    SLOW_AFTER_MS: '600',
    // So high that nobody meets it, yet every request pays for it.
    RATE_LIMIT_PER_MINUTE: '1000000',
    DRAIN_DELAY_MS: '0',
    NODE_OPTIONS: `--import=${TELLER}`,
  });
  const origin = await service.origin();
  while ((await send(origin, '/readyz')).status !== 200) await sleep(50);
  const metrics = async () => {
    const { body } = await send(await service.metricsOrigin(), '/metrics');
    return (name: string) => {
      const line = body.split('\n').find((each) => each.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1) ?? 0);
    };
  };
  /** Sends a signal and waits for the line that answers it. */
  const tell = async (signal: 'SIGUSR2' | 'SIGHUP', line: RegExp) => {
    const told = () => [...service.output().matchAll(line)];
    const before = told().length;
    service.child.kill(signal);
    while (told().length === before) await sleep(2);
    return told().at(-1)?.[1];
  };
  return {
    origin,
    cpuMs: async () => Number(await tell('SIGHUP', /^took (.+) ms$/gm)),
    async memory(): Promise<Memory> {
      await tell('SIGUSR2', /^collected$/gm);
      const read = await metrics();
      return {
        inUse: read('nodejs_heap_size_used_bytes') / MIB,
        resident: read('process_resident_memory_bytes') / MIB,
      };
    },
    async stop() {
      service.child.kill('SIGTERM');
      await service.ended();
    },
  };
}

const message = z.union([z.object({ port: z.number() }), z.object({ cpuMs: z.number() })]);

/** Starts the bare server with the answer that the service gives. */
async function startBare(url: string) {
  const { origin, pathname } = new URL(url);
  const { status, headers, body } = await send(origin, pathname);
  const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...kept } = headers;
  const child = fork(path.join(import.meta.dirname, 'bareServer.ts'), [
    JSON.stringify({ status, headers: kept, body }),
  ]);
  const told = await nextMessage(child);
  if (!('port' in told)) throw new TypeError('the bare server tells its port first');
  return {
    url: `http://127.0.0.1:${told.port}/`,
    async cpuMs(): Promise<number> {
      child.send('cpu');
      const answer = await nextMessage(child);
      return 'cpuMs' in answer ? answer.cpuMs : Number.NaN;
    },
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function nextMessage(child: ChildProcess) {
  const [received] = await once(child, 'message');
  return message.parse(received);
}

/** CPU that a server takes while nobody asks, per millisecond: what costs time, not requests. */
async function idleCost(cpuMs: () => Promise<number>): Promise<number> {
  const before = await cpuMs();
  await sleep(IDLE_MS);
  return ((await cpuMs()) - before) / IDLE_MS;
}

/** CPU milliseconds of some work, without what would have passed idle. */
async function costOf(
  cpuMs: () => Promise<number>,
  idle: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = await cpuMs();
  const startedAt = performance.now();
  await work();
  return (await cpuMs()) - before - idle * (performance.now() - startedAt);
}

function sum(counts: ReadonlyArray<Readonly<Record<string, number>>>): Record<string, number> {
  const total: Record<string, number> = {};
  for (const each of counts) {
    for (const [status, count] of Object.entries(each)) total[status] = (total[status] ?? 0) + count;
  }
  return total;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
