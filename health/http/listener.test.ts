import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import {
  badgeSchema,
  checkNames,
  checkReportSchema,
  detailedReportSchema,
  HEALTH_MEDIA_TYPE,
  healthReportSchema,
  PROBLEM_MEDIA_TYPE,
  problemSchema,
  processReportSchema,
  statuspageSchema,
} from '../contract.ts';
import { eventually } from '../testing/eventually.ts';
import { type FakeUpstream, startFakeUpstream } from '../testing/fakeUpstream.ts';
import { type RunningService, startRunningService } from '../testing/runningService.ts';
import { ARTIFACTS, DATABASE, faults, healthy, only } from '../testing/scripts.ts';
import { type Received, send } from '../testing/send.ts';

const TOKEN = { authorization: 'Bearer operators-token-here' };
const PUBLIC = [
  HEALTH_PATH,
  ...[...checkNames, 'badge.svg', 'badge.json', 'status.json', 'history', 'detailed'].map(
    (page) => `${HEALTH_PATH}/${page}`,
  ),
];
const ALL = ['/livez', '/readyz', ...PUBLIC];

let upstream: FakeUpstream;
let service: RunningService;

beforeAll(async () => {
  upstream = await startFakeUpstream(healthy);
  service = await startRunningService(upstream.url);
});
afterAll(async () => {
  await service.stop();
  await upstream.close();
});

const get = (path: string, headers = {}) => send(service.origin, path, { headers });

async function become(status: 'pass' | 'warn' | 'fail'): Promise<Received> {
  upstream.play(
    { pass: healthy, warn: only(ARTIFACTS, faults.internalError), fail: faults.internalError }[status],
  );
  await eventually(async () => (await service.report()).status).toBe(status);
  return get(HEALTH_PATH);
}

describe('the report', () => {
  it('is 200, shared for a few seconds and tagged when it passes', async () => {
    const { status, headers, body } = await become('pass');
    expect(status).toBe(200);
    expect(healthReportSchema.parse(JSON.parse(body))).toMatchObject({
      status: 'pass',
      notes: ['front-door not_watched', 'artifacts unproven', 'writes not_watched'],
    });
    expect(headers).toMatchObject({
      'content-type': HEALTH_MEDIA_TYPE,
      'cache-control': 'public, max-age=5, must-revalidate',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
    expect(headers['retry-after']).toBeUndefined();
  });

  it('is 200 with warn when a check fails that is not critical, and 503 at that check', async () => {
    await become('warn');
    await eventually(async () => (await service.report()).notes).toContain('artifacts upstream_error');
    const { status, body } = await get(HEALTH_PATH);
    expect([status, JSON.parse(body).status]).toEqual([200, 'warn']);
    expect((await get(`${HEALTH_PATH}/artifacts`)).status).toBe(503);
    expect((await get(`${HEALTH_PATH}/tracking`)).status).toBe(200);
  });

  it('is 503, kept by nobody, with the time until the next look when it fails', async () => {
    const { status, headers, body } = await become('fail');
    expect(status).toBe(503);
    expect(JSON.parse(body).status).toBe('fail');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(headers.etag).toBeUndefined();
  });

  it.each(['pass', 'warn', 'fail'] as const)('tells %s within its first bytes', async (status) => {
    expect((await become(status)).body.startsWith(`{"status":"${status}"`)).toBe(true);
  });

  it('counts turned-off artifacts for nothing', async () => {
    upstream.play(only(ARTIFACTS, faults.artifactsOff));
    await eventually(async () => (await service.report()).checks.artifacts[0]?.code).toBe('disabled');
    await eventually(async () => (await service.report()).status).toBe('pass');
    expect(await service.report()).toMatchObject({
      status: 'pass',
      notes: expect.arrayContaining(['artifacts disabled']),
    });
    expect((await get(`${HEALTH_PATH}/artifacts`)).status).toBe(200);
  });

  it('names the database when it hangs behind a server that answers', async () => {
    await become('pass');
    upstream.play(only(DATABASE, faults.hangBeforeHeaders));
    await eventually(async () => (await service.report()).checks.tracking[0]?.code).toBe('db_unavailable');
  });

  it('is not sent again to those who have it', async () => {
    upstream.play(healthy);
    const { headers } = await become('pass');
    const page = await get(`${HEALTH_PATH}/badge.json`);
    const again = await get(`${HEALTH_PATH}/badge.json`, {
      'if-none-match': `"other", W/${page.headers.etag}`,
    });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect(again.headers.etag).toBe(page.headers.etag);
    expect(again.headers['access-control-allow-origin']).toBe('*');
    const other = await get(`${HEALTH_PATH}/badge.json`, { 'if-none-match': headers.etag });
    expect(other.status).toBe(200);
  });
});

describe('every path', () => {
  it.each(ALL)('%s may be read from any page, without credentials', async (path) => {
    const { headers } = await get(path, { origin: 'https://elsewhere.example' });
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'Retry-After, Age, ETag',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers.server ?? headers['x-powered-by']).toBeUndefined();
  });

  it.each(ALL)('%s answers HEAD with the headers of GET and no body', async (path) => {
    await become('pass');
    const whole = await send(service.origin, path);
    const head = await send(service.origin, path, { method: 'HEAD' });
    expect(head.status).toBe(whole.status);
    expect(head.body).toBe('');
    const { date: _a, etag: _c, ...expected } = whole.headers;
    const { date: _b, etag: _d, ...actual } = head.headers;
    expect(actual).toEqual(expected);
    expect(Number(actual['content-length'])).toBe(Buffer.byteLength(whole.body));
  });

  it.each(ALL)('%s answers OPTIONS with what is allowed', async (path) => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' };
    const answer = await send(service.origin, path, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
    expect(answer.headers['access-control-allow-methods']).toBe('GET, HEAD, OPTIONS');
    // A conditional request is asked first; nothing else that a page may set is let through.
    expect(answer.headers['access-control-allow-headers']).toBe('If-None-Match');
  });

  it.each(ALL)('%s refuses every other method, with and without a body', async (path) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PURGE']) {
      for (const body of [undefined, 'x=1']) {
        const answer = await send(service.origin, path, { method, ...(body && { body }) });
        expect([method, answer.status]).toEqual([method, 405]);
        expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS');
        expect(problemSchema.parse(JSON.parse(answer.body)).status).toBe(405);
      }
    }
  });

  it.each(ALL)('%s refuses a body', async (path) => {
    for (const headers of [{ 'content-length': '3' }, { 'transfer-encoding': 'chunked' }]) {
      expect(await send(service.origin, path, { headers, body: 'x=1' })).toMatchObject({ status: 413 });
    }
  });

  it.each(ALL)('%s answers whatever name it is called by', async (path) => {
    const expected = (await get(path)).status;
    for (const host of ['10.1.2.3:8002', 'evil.example', '[::1]:80', 'a b', '..', 'x'.repeat(300)]) {
      expect([host, (await get(path, { host })).status]).toEqual([host, expected]);
    }
  });

  it('ignores a query', async () => {
    expect((await get(`${HEALTH_PATH}/badge.svg?cache=1`)).status).toBe(200);
  });

  it.each([
    '/',
    '/nothing',
    `${HEALTH_PATH}/`,
    `${HEALTH_PATH}/store`,
    `${HEALTH_PATH}/Tracking`,
    '/metrics',
    '//',
  ])('%s is a problem, not a report', async (path) => {
    const { status, headers, body } = await get(path);
    expect([status, headers['content-type']]).toEqual([404, PROBLEM_MEDIA_TYPE]);
    expect(headers['cache-control']).toBe('no-store');
    expect(problemSchema.parse(JSON.parse(body)).status).toBe(404);
  });
});

describe('an announced maintenance window', () => {
  it('shows everywhere beside the real state, and ends by itself', async () => {
    const end = Date.now() + 2500;
    // Not all of it is ASCII, so that letters and bytes differ in number.
    const message = 'Database upgrade – half an hour.';
    const window = { start: new Date(end - 3_600_000), end: new Date(end), message };
    const MAINTENANCE = JSON.stringify([window]);
    upstream.play(faults.internalError);
    const maintained = await startRunningService(upstream.url, { MAINTENANCE });
    const body = async (page: string) => (await send(maintained.origin, `${HEALTH_PATH}${page}`)).body;
    const gauge = async () =>
      /^health_maintenance (\d)$/m.exec((await send(maintained.metricsOrigin, '/metrics')).body)?.[1];
    await eventually(async () => (await maintained.report()).notes).toContain('server upstream_error');
    const report = await maintained.report();
    expect([report.status, report.maintenance]).toEqual([
      'fail',
      [{ status: 'in_progress', ...JSON.parse(JSON.stringify(window)) }],
    ]);
    expect(checkReportSchema.parse(JSON.parse(await body('/server'))).maintenance).toHaveLength(1);
    expect(JSON.parse(await body('/badge.json')).message).toBe('maintenance, failing');
    expect(JSON.parse(await body('/status.json')).status.indicator).toBe('maintenance');
    expect(await gauge()).toBe('1');
    await eventually(async () => (await maintained.report()).maintenance).toBeUndefined();
    expect(Date.now()).toBeGreaterThanOrEqual(end);
    expect(JSON.parse(await body('/badge.json')).message).toBe('failing');
    expect(JSON.parse(await body('/status.json')).status.indicator).toBe('critical');
    expect(await gauge()).toBe('0');
    await maintained.stop();
    upstream.play(healthy);
  });
});

describe('the other answers', () => {
  it.each(checkNames)('%s has a report of its own', async (name) => {
    await become('pass');
    const report = checkReportSchema.parse(JSON.parse((await get(`${HEALTH_PATH}/${name}`)).body));
    expect(Object.keys(report.checks)).toEqual([name]);
  });

  it.each(['pass', 'fail'] as const)(
    'badges and status are 200 and by their schemas at %s',
    async (status) => {
      await become(status);
      const [svg, json, page] = await Promise.all(
        ['badge.svg', 'badge.json', 'status.json'].map((name) => get(`${HEALTH_PATH}/${name}`)),
      );
      expect([svg?.status, json?.status, page?.status]).toEqual([200, 200, 200]);
      expect(svg?.headers['content-type']).toMatch(/^image\/svg\+xml/);
      expect(svg?.headers['content-security-policy']).toContain("default-src 'none'");
      expect(badgeSchema.parse(JSON.parse(json?.body ?? '')).isError).toBe(status === 'fail');
      const { indicator } = statuspageSchema.parse(JSON.parse(page?.body ?? '')).status;
      expect(indicator).toBe(status === 'fail' ? 'critical' : 'none');
      // A picture of an outage must not outlive it in some cache.
      expect(svg?.headers['cache-control']).toBe(
        status === 'fail' ? 'no-store' : 'public, max-age=5, must-revalidate',
      );
    },
  );

  it('the detailed report is for those who hold the token', async () => {
    await become('pass');
    for (const authorization of [
      undefined,
      '',
      'Bearer',
      'Bearer wrong',
      'Basic b3BlcmF0b3Jz',
      'operators-token-here',
    ]) {
      const refused = await get(
        `${HEALTH_PATH}/detailed`,
        authorization === undefined ? {} : { authorization },
      );
      expect([authorization, refused.status]).toEqual([authorization, 401]);
      expect(refused.headers['www-authenticate']).toMatch(/^Bearer /);
      expect(refused.headers['content-type']).toBe(PROBLEM_MEDIA_TYPE);
    }
    const { status, headers, body } = await get(`${HEALTH_PATH}/detailed`, TOKEN);
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    const report = detailedReportSchema.parse(JSON.parse(body));
    expect(report.mlflow).toEqual({ version: '3.9.0', supported: true });
    expect(report.checks.tracking[0]?.observedValue).toBeGreaterThan(0);
  });

  it('the detailed report is for nobody when there is no token', async () => {
    const closed = await startRunningService(upstream.url, { DETAILED_TOKEN: '' });
    expect((await send(closed.origin, `${HEALTH_PATH}/detailed`, { headers: TOKEN })).status).toBe(401);
    await closed.stop();
  });

  it('the process lives and is ready, whatever MLflow does', async () => {
    await become('fail');
    for (const path of ['/livez', '/readyz']) {
      const { status, headers, body } = await get(path);
      expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
      expect(processReportSchema.parse(JSON.parse(body)).status).toBe('pass');
    }
  });

  it('before the first round: alive, not ready, and failing as starting', async () => {
    const hanging = await startFakeUpstream(faults.hangBeforeHeaders);
    const young = await startRunningService(hanging.url, { ROUND_TIMEOUT_MS: '20000' });
    expect((await send(young.origin, '/livez')).status).toBe(200);
    const ready = await send(young.origin, '/readyz');
    expect([ready.status, ready.headers['retry-after']]).toEqual([503, '1']);
    expect(processReportSchema.parse(JSON.parse(ready.body)).notes).toEqual(['starting']);
    const report = await send(young.origin, HEALTH_PATH);
    expect([report.status, report.headers['retry-after']]).toEqual([503, '1']);
    expect(JSON.parse(report.body).checks.server[0].code).toBe('starting');
    await Promise.all([young.stop(), hanging.close()]);
  });

  it('metrics have a port of their own and every figure', async () => {
    await become('pass');
    const { status, body } = await send(service.metricsOrigin, '/metrics');
    expect(status).toBe(200);
    expect(body).toContain('health_check_status{check="tracking",status="pass"} 1');
    expect(body).toContain('health_report_phase{phase="live"} 1');
    expect(body).toMatch(/^health_last_round_age_seconds [\d.e-]+$/m);
    expect(body).toMatch(/^health_probe_duration_seconds_count\{signal="server"\} [1-9]/m);
    expect(body).toMatch(/^health_check_transitions_total\{check="tracking",to="fail"\} [1-9]/m);
    expect(body).toMatch(/^health_http_requests_total\{route="\/api\/health\/mlflow",code="200"\} [1-9]/m);
    expect(body).toContain('health_http_requests_total{route="other",code="404"}');
    expect(body).toContain('nodejs_eventloop_lag_seconds');
    expect(body).not.toMatch(/nodejs_version|v\d+\.\d+\.\d+/);
    expect((await send(service.metricsOrigin, HEALTH_PATH)).status).toBe(404);
    expect((await send(service.metricsOrigin, '/metrics', { method: 'POST' })).status).toBe(405);
  });
});

describe('the rate limit', () => {
  it('refuses one address and not another, and never the probes', async () => {
    const strict = await startRunningService(upstream.url, { RATE_LIMIT_PER_MINUTE: '3', TRUSTED_HOPS: '1' });
    const from = (address: string, path = HEALTH_PATH) =>
      send(strict.origin, path, { headers: { 'x-forwarded-for': address } });
    // The client's own words, left of what our proxy saw, make no difference.
    for (const claim of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) await from(`${claim}, 192.0.2.7`);
    const refused = await from('4.4.4.4, 192.0.2.7');
    expect([refused.status, refused.headers['content-type']]).toEqual([429, PROBLEM_MEDIA_TYPE]);
    expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/);
    expect(refused.headers['access-control-allow-origin']).toBe('*');
    expect((await from('192.0.2.7', '/nothing')).status).toBe(429);
    expect((await from('192.0.2.8')).status).not.toBe(429);
    expect((await from('192.0.2.7', '/livez')).status).toBe(200);
    await strict.stop();
  });

  it.each([
    ['0', 1],
    ['1', 0],
  ])('with %s trusted hops, %i warning that a proxy is not believed', async (TRUSTED_HOPS, warnings) => {
    const behind = await startRunningService(upstream.url, { TRUSTED_HOPS });
    await send(behind.origin, HEALTH_PATH);
    expect(behind.log()).not.toContain('untrusted_proxy');
    const headers = { 'x-forwarded-for': '192.0.2.7' };
    for (let turn = 0; turn < 3; turn += 1) await send(behind.origin, HEALTH_PATH, { headers });
    expect(behind.log().match(/"event":"untrusted_proxy".*TRUSTED_HOPS is 0/g) ?? []).toHaveLength(warnings);
    expect(behind.log()).not.toContain('192.0.2.7');
    await behind.stop();
  });
});

describe('clients that misbehave', () => {
  /** Sends raw bytes and gives all that comes back until the connection ends. */
  const raw = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(service.origin).port), '127.0.0.1', () => socket.write(bytes));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(text));
    });

  /** Every refusal is a problem that any page may read, and the connection ends with it. */
  function expectProblem(text: string, status: number): void {
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
    expect(head).toMatch(/^content-type: application\/problem\+json$/im);
    expect(head).toMatch(/^access-control-allow-origin: \*$/im);
    expect(head).toMatch(/^cache-control: no-store$/im);
    expect(head).toMatch(/^connection: close$/im);
    expect(head).toMatch(new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'im'));
    expect(problemSchema.parse(JSON.parse(body)).status).toBe(status);
  }

  it.each([
    ['headers too long', 431, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['something else than HTTP', 400, '\x16\x03\x01\r\n\r\n'],
    ['two Host headers', 400, `GET ${HEALTH_PATH} HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n`],
    ['two Host headers for a probe', 400, 'GET /livez HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'],
    ['an expectation', 417, 'GET /livez HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n\r\n'],
    [
      'two lengths',
      400,
      'POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
  ])('with %s get %i as a problem', async (_name, status, bytes) => {
    expectProblem(await raw(bytes), status);
  });

  it('are counted', async () => {
    await raw('NONSENSE\r\n\r\n');
    const { body } = await send(service.metricsOrigin, '/metrics');
    expect(body).toMatch(/^health_http_requests_total\{route="other",code="400"\} [1-9]/m);
  });

  it('with a whole URL as target are answered', async () => {
    expect(
      await raw('GET http://any.example/livez?x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 200 /);
  });

  it('with HTTP/1.0 and no Host are answered', async () => {
    expect(await raw('GET /livez HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  it('with a target that is no path are refused', async () => {
    expect(await raw('GET http://%zz/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 4\d\d /,
    );
    expect((await get('/livez')).status).toBe(200);
  });
});

describe('connections', () => {
  it('are kept for longer than an ALB keeps them', async () => {
    const { headers } = await send(service.origin, '/livez', { headers: { connection: 'keep-alive' } });
    expect(headers['keep-alive']).toBe('timeout=65');
  });
});
