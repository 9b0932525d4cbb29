/** Measures the health service under load while MLflow hangs, beside a bare `node:http` server in the same process, with the same bytes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { HEALTH_PATH } from '../../endpoint.ts';
import { startFakeUpstream } from '../testing/fakeUpstream.ts';
import { faults } from '../testing/scripts.ts';
import { send } from '../testing/send.ts';
import { spawnService } from '../testing/spawnedService.ts';
import { createClient, type Load } from './load.ts';

export interface Options {
  readonly requests: number;
  readonly connections: number;
  /** Loads per server; they take turns at being first, so that both meet the same machine. */
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
  /** What a request costs, with what the process does beside it, the median of the turns. */
  readonly cpuPerRequest: {
    readonly serviceUs: number;
    readonly bareUs: number;
    /** Of each turn its own, since both met the same machine in it; the median. */
    readonly ratio: number;
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
const BARE = new URL('./bareServer.ts', import.meta.url).href;
const INTERVAL_MS = 5000;
const REQUESTS_PER_ROUND = 5;
/** Requests after which a hot path no longer gets cheaper. */
const WARM_UP = 10_000;
const MIB = 1024 * 1024;

/** Runs the loads and returns what was measured. */
export async function measure({ requests, connections, turns }: Options): Promise<Figures> {
  const upstream = await startFakeUpstream(faults.hangBeforeHeaders);
  const service = await startMeasuredService(upstream.url);
  const url = `${service.origin}${HEALTH_PATH}`;
  const bareUrl = await service.answerBare(await send(service.origin, HEALTH_PATH));
  // The connections stay, as those of a load balancer do: what counts is what a request costs.
  const clients = { service: createClient(url, connections), bare: createClient(bareUrl, connections) };
  const loads: Load[] = [];
  const costs: { readonly service: number; readonly bare: number }[] = [];
  // Both compile their hot paths before anything counts.
  for (const client of [clients.service, clients.bare]) await client.send(WARM_UP);
  const before = await service.memory();
  const startedAt = performance.now();
  const askedBefore = upstream.asked.length;
  const ofService = () =>
    costOf(service.cpuMs, async () => {
      loads.push(await clients.service.send(requests));
    });
  const ofBare = () => costOf(service.cpuMs, () => clients.bare.send(requests));
  for (let turn = 0; turn < turns; turn += 1) {
    // Whoever comes after a pause finds cold caches.
    const early = turn % 2 === 0 ? await ofBare() : undefined;
    const cost = await ofService();
    costs.push({ service: cost, bare: early ?? (await ofBare()) });
  }
  const intervals = Math.ceil((performance.now() - startedAt) / INTERVAL_MS);
  const rounds = (upstream.asked.length - askedBefore) / REQUESTS_PER_ROUND;
  const after = await service.memory();
  clients.service.close();
  clients.bare.close();
  await service.stop();
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
    NODE_OPTIONS: `--import=${TELLER} --import=${BARE}`,
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
    /** Makes the bare server give an answer, and gives its address. */
    async answerBare({ status, headers, body }: Awaited<ReturnType<typeof send>>): Promise<string> {
      const { date: _date, connection: _connection, 'keep-alive': _keepAlive, ...kept } = headers;
      const bareOrigin = /^bare server at (.+)$/m.exec(service.output())?.[1];
      if (bareOrigin === undefined) throw new TypeError('the bare server tells its address first');
      await send(bareOrigin, '/', { method: 'PUT', body: JSON.stringify({ status, headers: kept, body }) });
      const given = await send(bareOrigin, '/');
      if (given.status !== status || given.body !== body)
        throw new TypeError('the bare server answers otherwise');
      return bareOrigin;
    },
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

/** CPU milliseconds of some work. */
async function costOf(cpuMs: () => Promise<number>, work: () => Promise<unknown>): Promise<number> {
  const before = await cpuMs();
  await work();
  return (await cpuMs()) - before;
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
