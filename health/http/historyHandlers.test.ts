import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { type TemporaryFolder, temporaryFolder } from '../../machine/temporary.ts';
import { badgeSchema, type HealthHistory, healthHistorySchema, historyWindows } from '../contract.ts';
import { eventually } from '../testing/eventually.ts';
import { type FakeUpstream, startFakeUpstream } from '../testing/fakeUpstream.ts';
import { type RunningService, startRunningService } from '../testing/runningService.ts';
import { faults, healthy } from '../testing/scripts.ts';
import { send } from '../testing/send.ts';

const HISTORY = `${HEALTH_PATH}/history`;
let folder: TemporaryFolder;
let file: string;
let upstream: FakeUpstream;
let service: RunningService;

beforeAll(async () => {
  folder = await temporaryFolder('health-history');
  file = path.join(folder.path, 'history.db');
  upstream = await startFakeUpstream(healthy);
  service = await startRunningService(upstream.url, { HISTORY_FILE: file });
});
afterAll(async () => {
  await service.stop();
  await upstream.close();
  await folder.remove();
});

async function history(running: RunningService, window = '24h'): Promise<HealthHistory> {
  return healthHistorySchema.parse(
    JSON.parse((await send(running.origin, `${HISTORY}?window=${window}`)).body),
  );
}

describe('the history', () => {
  it.each(historyWindows)('is told for %s, for a minute at a time', async (window) => {
    expect((await history(service, window)).window).toBe(window);
    const { status, headers } = await send(service.origin, `${HISTORY}?window=${window}`);
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=60, must-revalidate']);
    const again = { 'if-none-match': headers.etag };
    expect((await send(service.origin, `${HISTORY}?window=${window}`, { headers: again })).status).toBe(304);
  });

  it.each([
    ['Asia/Tokyo', 15],
    ['Mars/Olympus', 0],
  ])('begins where a day does in %s', async (zone, hour) => {
    const { from } = await history(service, `90d&timezone=${zone}`);
    expect(new Date(from).getUTCHours()).toBe(hour);
  });

  it('is told for 30 days when nothing is asked', async () => {
    expect(JSON.parse((await send(service.origin, HISTORY)).body).window).toBe('30d');
  });

  it.each([
    `${HISTORY}?window=1y`,
    `${HISTORY}?window=`,
    `${HEALTH_PATH}/badge.svg?metric=uptime&window=1y`,
    `${HEALTH_PATH}/badge.json?metric=downtime`,
    `${HEALTH_PATH}/badge.json?window=1y`,
    `${HEALTH_PATH}/badge.svg?theme=blue`,
    `${HEALTH_PATH}/badge.svg?metric=uptime&check=gpu`,
  ])('%s is a problem that says what is possible', async (path) => {
    const { status, body } = await send(service.origin, path);
    expect(status).toBe(400);
    expect(JSON.parse(body).detail).toMatch(
      /24h, 7d, 30d, 90d|state, uptime|auto, light, dark|server, tracking/,
    );
  });

  it.each(['', '&metric=state', '&metric=uptime'])('gives the uptime of a check: %s', async (metric) => {
    const { body } = await send(service.origin, `${HEALTH_PATH}/badge.json?check=writes${metric}`);
    expect(badgeSchema.parse(JSON.parse(body)).label).toBe('writes uptime 30d');
  });

  it('gives badges that do not know what is not known', async () => {
    const path = `${HEALTH_PATH}/badge.json?metric=uptime&window=90d`;
    const badge = badgeSchema.parse(JSON.parse((await send(service.origin, path)).body));
    expect(badge).toMatchObject({ label: 'uptime 90d', message: 'unknown', color: 'lightgrey' });
    const svg = await send(service.origin, path.replace('.json', '.svg'));
    expect(svg.headers['content-type']).toMatch(/^image\/svg/);
    expect(svg.body).toContain('aria-label="uptime 90d: unknown"');
  });

  it('gives badges of one check, and for pages of one color scheme', async () => {
    const of = async (query: string) =>
      (await send(service.origin, `${HEALTH_PATH}/badge.svg?${query}`)).body;
    expect(await of('metric=uptime&check=writes&window=90d')).toContain(
      'aria-label="writes uptime 90d: unknown"',
    );
    const [auto, light, dark] = await Promise.all(['theme=auto', 'theme=light', 'theme=dark'].map(of));
    expect(auto).toContain('prefers-color-scheme');
    expect(`${light}${dark}`).not.toContain('prefers-color-scheme');
    expect(light).not.toBe(dark);
  });

  it('has a feed, for a minute at a time', async () => {
    const path = `${HEALTH_PATH}/transitions.atom`;
    const { status, headers, body } = await send(service.origin, path);
    expect([status, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
    expect(headers['cache-control']).toBe('public, max-age=60, must-revalidate');
    expect(body).toMatch(/^<\?xml .*<\/feed>\n$/s);
    const again = { 'if-none-match': headers.etag };
    expect((await send(service.origin, path, { headers: again })).status).toBe(304);
    expect((await send(service.origin, path, { method: 'HEAD' })).body).toBe('');
  });

  it('lasts over a restart', async () => {
    await eventually(async () => (await service.report()).status).toBe('pass');
    upstream.play(faults.internalError);
    await eventually(async () => (await service.report()).status).toBe('fail');
    await service.stop();
    service = await startRunningService(upstream.url, { HISTORY_FILE: file });
    // The minute that was under way counts from the next one on; what changed in it is there at once.
    await eventually(async () => (await history(service)).transitions.length).toBe(4);
    upstream.play(healthy);
  });

  it('that cannot be kept costs a log line and nothing else', async () => {
    const lost = await startRunningService(upstream.url, {
      HISTORY_FILE: path.join(folder.path, 'missing', 'history.db'),
    });
    await eventually(async () => (await lost.report()).status).toBe('pass');
    expect((await history(lost)).series.overall.known).toBe(0);
    await eventually(() => lost.log()).toContain('"event":"history_down"');
    expect(lost.log()).not.toContain(folder.path);
    await lost.stop();
  });
});
