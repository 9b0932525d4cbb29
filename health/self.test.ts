/** The service's own shortage, made for real: the system refuses it every new file and socket. */
import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { type HealthReport, healthReportSchema } from './contract.ts';
import { eventually } from './testing/eventually.ts';
import { type FakeUpstream, startFakeUpstream } from './testing/fakeUpstream.ts';
import { healthy } from './testing/scripts.ts';
import { type SpawnedService, spawnService } from './testing/spawnedService.ts';

let upstream: FakeUpstream;
let service: SpawnedService;
/** A connection from before the shortage: nobody gets a new one. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  upstream = await startFakeUpstream(healthy);
  service = spawnService({
    MLFLOW_URL: upstream.url,
    PORT: '0',
    PROBE_INTERVAL_MS: '100',
    SLOW_AFTER_MS: '300',
    STALE_AFTER_MS: '1000',
    DRAIN_DELAY_MS: '0',
  });
});
afterAll(async () => {
  agent.destroy();
  service.child.kill('SIGKILL');
  await service.ended();
  await upstream.close();
});

async function report(): Promise<HealthReport> {
  const url = `${await service.origin()}${HEALTH_PATH}`;
  const body = await new Promise<string>((resolve, reject) => {
    get(url, { agent }, (incoming) => text(incoming).then(resolve, reject)).on('error', reject);
  });
  return healthReportSchema.parse(JSON.parse(body));
}

/** Standard input, output and error are all that is left with three. */
const limitFiles = (soft: number | string) =>
  execa('prlimit', [`--pid=${service.child.pid}`, `--nofile=${soft}:`]);

it('says `self`, blames MLflow for nothing, and recovers by itself', async () => {
  await eventually(async () => (await report()).status).toBe('pass');
  const { stdout } = await execa('prlimit', [
    `--pid=${service.child.pid}`,
    '--nofile',
    '--output=SOFT',
    '--noheadings',
  ]);
  await limitFiles(3);
  const codes = new Set<string | undefined>();
  await eventually(async () => {
    const { checks } = await report();
    for (const [check] of [checks.server, checks.tracking, checks.registry]) codes.add(check?.code);
    return checks.server[0]?.code;
  }).toBe('self');
  expect([...codes].filter((code) => code !== undefined)).toEqual(['self']);
  expect(service.output()).toMatch(/"event":"discarded","reason":"resources"/);
  expect(service.output()).not.toMatch(/"event":"transition".*"to":"fail"/);
  await limitFiles(stdout.trim());
  await eventually(async () => (await report()).status).toBe('pass');
});
