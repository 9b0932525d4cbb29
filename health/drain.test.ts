import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { healthReportSchema } from './contract.ts';
import { eventually } from './testing/eventually.ts';
import { type FakeUpstream, startFakeUpstream } from './testing/fakeUpstream.ts';
import { healthy } from './testing/scripts.ts';
import { send } from './testing/send.ts';
import { type SpawnedService, spawnService } from './testing/spawnedService.ts';

const CLIENTS = 20;
let upstream: FakeUpstream;
let service: SpawnedService;

afterEach(async () => {
  service.child.kill('SIGKILL');
  await service.ended();
  await upstream.close();
});

async function start(): Promise<string> {
  upstream = await startFakeUpstream(healthy);
  service = spawnService({
    MLFLOW_URL: upstream.url,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '0',
    DRAIN_DELAY_MS: '600',
  });
  const origin = await service.origin();
  await eventually(async () => (await send(origin, '/readyz')).status).toBe(200);
  return origin;
}

interface Tally {
  answered: number;
  closing: number;
  readonly dropped: unknown[];
}

/** One request on a kept connection, as a load balancer sends them. */
function ask(origin: string, agent: Agent, tally: Tally): Promise<void> {
  return new Promise((resolve) => {
    const drop = (error: unknown) => {
      tally.dropped.push(error);
      resolve();
    };
    get(`${origin}${HEALTH_PATH}`, { agent }, (incoming) => {
      let body = '';
      incoming.on('error', drop);
      incoming.on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('end', () => {
        healthReportSchema.parse(JSON.parse(body));
        tally.answered += 1;
        if (incoming.headers.connection === 'close') tally.closing += 1;
        resolve();
      });
    }).on('error', drop);
  });
}

/** Sends requests until the target is seen to be unready, as a load balancer does. */
async function load(origin: string, unready: AbortSignal, tally: Tally): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const client = async () => {
    while (!unready.aborted) await ask(origin, agent, tally);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
}

describe('SIGTERM under load', () => {
  it('turns /readyz red at once, drops no request and ends with 0 in less than 10 s', async () => {
    const origin = await start();
    const unready = new AbortController();
    const tally: Tally = { answered: 0, closing: 0, dropped: [] };
    const running = load(origin, unready.signal, tally);
    await eventually(() => tally.answered).toBeGreaterThan(10 * CLIENTS);
    const toldAt = performance.now();
    service.child.kill('SIGTERM');
    await eventually(async () => (await send(origin, '/readyz')).status).toBe(503);
    const ready = JSON.parse((await send(origin, '/readyz')).body);
    expect(ready.notes).toEqual(['draining']);
    unready.abort();
    await running;
    const { code } = await service.ended();
    expect(code).toBe(0);
    expect(performance.now() - toldAt).toBeLessThan(10_000);
    expect(tally.dropped).toEqual([]);
    expect(tally.closing).toBeGreaterThan(0);
  });

  it('still answers a request of which half had come', async () => {
    const origin = await start();
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /livez HTTP/1.1\r\nHo');
    // The first bytes have arrived once a later request is answered.
    await send(origin, '/livez');
    service.child.kill('SIGTERM');
    await eventually(async () => (await send(origin, '/readyz')).status).toBe(503);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.write('st: x\r\n\r\n');
    await once(socket, 'close');
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect((await service.ended()).code).toBe(0);
  });
});
