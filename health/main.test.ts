import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { temporaryFolder } from '../machine/temporary.ts';
import { makeCertificate } from './testing/certificate.ts';
import { eventually } from './testing/eventually.ts';
import { type FakeUpstream, startFakeUpstream } from './testing/fakeUpstream.ts';
import { healthy } from './testing/scripts.ts';
import { send } from './testing/send.ts';
import { type SpawnedService, spawnService } from './testing/spawnedService.ts';

const quick = { PORT: '0', PROBE_INTERVAL_MS: '100', DRAIN_DELAY_MS: '100' };
let upstream: FakeUpstream;
const services: SpawnedService[] = [];

beforeAll(async () => {
  upstream = await startFakeUpstream(healthy);
});
afterAll(() => upstream.close());
afterEach(async () => {
  for (const service of services.splice(0)) {
    service.child.kill('SIGKILL');
    await service.ended();
  }
});

function start(environment: Record<string, string>, args: string[] = []): SpawnedService {
  const service = spawnService(environment, args);
  services.push(service);
  return service;
}

describe('the command', { timeout: 20_000 }, () => {
  it('explains itself', async () => {
    const { code, stdout, stderr } = await start({}, ['--help']).ended();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('MLFLOW_URL');
  });

  it('ends with 2 and all faults in one message', async () => {
    const { code, stdout, stderr } = await start({ PORT: 'x', FAIL_AFTER: '0' }).ended();
    expect([code, stdout]).toEqual([2, '']);
    for (const name of ['MLFLOW_URL', 'PORT', 'FAIL_AFTER', '--help']) expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('refuses an argument that it does not know', async () => {
    const { code, stderr } = await start({ MLFLOW_URL: upstream.url }, ['--port=1']).ended();
    expect(code).toBe(2);
    expect(stderr).toContain('--port=1');
  });

  it('ends with 1 when its port is taken', async () => {
    const first = start({ MLFLOW_URL: upstream.url, ...quick });
    const { port } = new URL(await first.origin());
    const { code, stderr } = await start({ MLFLOW_URL: upstream.url, PORT: port }).ended();
    expect(code).toBe(1);
    expect(stderr).toContain(`127.0.0.1:${port}`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('names variables that it does not read and that look like its own, whether it starts or not', async () => {
    const slips = { PROBE_INTERVAL: '5000', MLFLOW_URI: 'http://x' };
    const { stderr } = await start(slips).ended();
    expect(stderr).toContain("MLFLOW_URI isn't read: did you mean MLFLOW_URL?");
    const service = start({ MLFLOW_URL: upstream.url, ...quick, DETAIL_TOKEN: 'not-to-be-seen-anywhere' });
    await service.origin();
    expect(service.output()).toContain("DETAIL_TOKEN isn't read: did you mean DETAILED_TOKEN?");
    expect(service.output()).not.toContain('not-to-be-seen-anywhere');
  });

  it.each(['203.0.113.1', 'no-such-host.invalid'])('ends with 2 when HOST is %s', async (HOST) => {
    const { code, stderr } = await start({ MLFLOW_URL: upstream.url, ...quick, HOST }).ended();
    expect([code, stderr]).toEqual([2, expect.stringContaining('Set HOST to an address of this machine')]);
    expect(stderr).toContain(HOST);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('opens no debugger when it is asked to by SIGUSR1', async () => {
    const service = start({ MLFLOW_URL: upstream.url, ...quick });
    const origin = await service.origin();
    service.child.kill('SIGUSR1');
    await eventually(async () => (await send(origin, '/readyz')).status).toBe(200);
    service.child.kill('SIGTERM');
    // Node would write "Debugger listening on ws://…" there.
    expect(await service.ended()).toMatchObject({ code: 0, stderr: '' });
  });

  it('says where it listens, becomes ready, and ends with 0 when told to', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const service = start({ MLFLOW_URL: upstream.url, ...quick });
      const origin = await service.origin();
      await eventually(async () => (await send(origin, '/readyz')).status).toBe(200);
      service.child.kill(signal);
      const { code, stdout, stderr } = await service.ended();
      expect([code, stderr]).toEqual([0, '']);
      const events = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).event);
      // A busy machine may log more in between: a round thrown away, a transition.
      const steps = events.filter((event) => ['listening', 'draining', 'stopped'].includes(event));
      expect(steps).toEqual(['listening', 'draining', 'stopped']);
    }
  });

  it('ends at once when it is told twice', async () => {
    const service = start({
      MLFLOW_URL: upstream.url,
      ...quick,
      DRAIN_DELAY_MS: '50000',
      DRAIN_TIMEOUT_MS: '60000',
    });
    const origin = await service.origin();
    service.child.kill('SIGTERM');
    await eventually(async () => (await send(origin, '/readyz')).status).toBe(503);
    service.child.kill('SIGTERM');
    expect((await service.ended()).code).toBe(0);
  });
});

describe('certificates', () => {
  const DAY = 86_400_000;

  it.each([
    ['13 days and a half', 'warn', 13.5, 'certificate'],
    ['15 days', 'pass', 15, undefined],
  ])('that end in %s make the front door %s', { timeout: 20_000 }, async (_, status, days, code) => {
    const certificate = makeCertificate('localhost', new Date(Date.now() + days * DAY));
    await using folder = await temporaryFolder('health-certificate');
    const authority = path.join(folder.path, 'authority.pem');
    await writeFile(authority, certificate.cert);
    const door = await startFakeUpstream(healthy, certificate);
    const service = start({
      MLFLOW_URL: upstream.url,
      TRACKING_URI: door.url,
      CANARY_KEY: 'made-up',
      ...quick,
      METRICS_PORT: '0',
      NODE_EXTRA_CA_CERTS: authority,
    });
    const origin = await service.origin();
    const frontDoor = async () => JSON.parse((await send(origin, HEALTH_PATH)).body).checks['front-door'][0];
    // The first round of the canary ends when all of its parts have.
    await expect.poll(async () => (await frontDoor()).status, { timeout: 15_000 }).toBe(status);
    expect((await frontDoor()).code).toBe(code);
    const { body } = await send(await service.metricsOrigin(), '/metrics');
    const left = Number(/^health_certificate_expiry_seconds (\S+)$/m.exec(body)?.[1]) * 1000;
    expect(left / DAY).toBeCloseTo(days, 1);
    await door.close();
  });

  const cases = [
    ['a right one passes', 'localhost', 30 * DAY, []],
    ['an expired one gives tls', 'localhost', -DAY, ['tls']],
    ['one for another name gives tls', 'elsewhere.example', 30 * DAY, ['tls']],
  ] as const;

  it.each(cases)('%s', async (_, host, expiresIn, codes) => {
    const certificate = makeCertificate(host, new Date(Date.now() + expiresIn));
    await using folder = await temporaryFolder('health-certificate');
    const authority = path.join(folder.path, 'authority.pem');
    await writeFile(authority, certificate.cert);
    const secure = await startFakeUpstream(healthy, certificate);
    const service = start({ MLFLOW_URL: secure.url, ...quick, NODE_EXTRA_CA_CERTS: authority });
    const origin = await service.origin();
    await eventually(async () => (await send(origin, '/readyz')).status).toBe(200);
    const { checks } = JSON.parse((await send(origin, HEALTH_PATH)).body);
    expect([checks.server[0].code, checks.tracking[0].code]).toEqual([codes[0], codes[0]]);
    await secure.close();
  });
});
