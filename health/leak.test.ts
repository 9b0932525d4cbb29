/** Plants secrets in everything that upstream can say, then searches every byte that leaves the service for them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { checkNames } from './contract.ts';
import { eventually } from './testing/eventually.ts';
import { type FakeUpstream, type Script, startFakeUpstream } from './testing/fakeUpstream.ts';
import { type RunningService, startRunningService } from './testing/runningService.ts';
import { always } from './testing/scripts.ts';
import { send } from './testing/send.ts';

const SECRET = 'planted-9d1c';
const PASSWORD = 'planted-password';
const OPERATORS = 'operators-token-here';
const TRACES = [
  SECRET,
  SECRET.toUpperCase(),
  PASSWORD,
  'planted-path',
  'planted-user',
  '127.0.0.1',
  'planted.invalid',
];

const headers = [
  `X-${SECRET}: 1`,
  `Set-Cookie: a=${SECRET}`,
  `Location: http://${SECRET}/`,
  `Server: ${SECRET}`,
];
const said = (status: string, type: string, body: string): Script =>
  always({ status: `${status} ${SECRET}`, type, headers, body });

const error = JSON.stringify({ error_code: SECRET, message: `${SECRET} at 10.0.0.7`, stack: SECRET });
const databaseDown = JSON.stringify({ error_code: 'TEMPORARILY_UNAVAILABLE', message: SECRET });
const experiments = JSON.stringify({ experiments: [{ name: SECRET, artifact_location: `s3://${SECRET}` }] });
const page = `<!doctype html><title>${SECRET}</title>`;

const scripts: Record<string, Script> = {
  'a good answer with names in it': said('200', 'application/json', experiments),
  'a version with more in it': said('200', 'text/plain', `3.9.0+${SECRET}`),
  'an error with 200': said('200', 'application/json', error),
  'a wrong shape': said('200', 'application/json', JSON.stringify({ experiments: SECRET })),
  'broken JSON': said('200', 'application/json', `{"${SECRET}": `),
  'a page': said('200', 'text/html', page),
  'a media type': said('200', `text/${SECRET}`, SECRET),
  'a redirect': said('302', 'text/html', page),
  'a bad request': said('400', 'application/json', error),
  'a 401': said('401', 'application/json', error),
  'a 403': said('403', 'text/plain', `Invalid Host header - ${SECRET}`),
  'a 404': said('404', 'text/html', page),
  'a 429': said('429', 'application/json', error),
  'a 500': said('500', 'application/json', error),
  'a database error': said('503', 'application/json', databaseDown),
  'an unknown status': said('599', 'text/plain', SECRET),
  'bytes that are not HTTP': (socket) => socket.end(`${SECRET}\r\n\r\n`),
  'a header that is none': (socket) => socket.end(`HTTP/1.1 200 OK\r\n${SECRET}\r\n\r\n`),
  'a hang amid the body': (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n${SECRET}`),
  'a reset amid the headers': (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nX-A: ${SECRET}`, () => socket.resetAndDestroy());
  },
};

const PATHS = [
  '/livez',
  '/readyz',
  HEALTH_PATH,
  ...[...checkNames, 'badge.svg', 'badge.json', 'status.json', 'history', 'transitions.atom', 'detailed'].map(
    (name) => `${HEALTH_PATH}/${name}`,
  ),
  `/${SECRET}`,
];

let upstream: FakeUpstream;
let service: RunningService;

beforeAll(async () => {
  upstream = await startFakeUpstream(() => {});
  service = await startRunningService(`${upstream.url}/planted-path`, {
    FAIL_AFTER: '1',
    MLFLOW_TRACKING_USERNAME: 'planted-user',
    MLFLOW_TRACKING_PASSWORD: PASSWORD,
  });
});
afterAll(async () => {
  await service.stop();
  await upstream.close();
});

/** Every byte that the service sends to anyone, status line and headers included. */
async function everything(running: RunningService): Promise<string> {
  const authorization = `Bearer ${OPERATORS}`;
  const answers = await Promise.all([
    ...PATHS.map((path) => send(running.origin, path)),
    ...PATHS.map((path) => send(running.origin, path, { headers: { authorization } })),
    ...PATHS.map((path) => send(running.origin, path, { method: 'POST', body: SECRET })),
    ...PATHS.map((path) => send(running.origin, path, { headers: { authorization: `Bearer ${SECRET}` } })),
    send(running.metricsOrigin, '/metrics'),
  ]);
  return JSON.stringify(answers);
}

function tracesIn(text: string): string[] {
  const encoded = TRACES.flatMap((trace) => [trace, Buffer.from(trace).toString('hex')]);
  const basic = Buffer.from(`planted-user:${PASSWORD}`).toString('base64');
  return [...encoded, basic, OPERATORS].filter((trace) => text.includes(trace));
}

describe('no secret of upstream leaves the service', () => {
  it('and the planted ones do reach it', async () => {
    expect(tracesIn(`x${SECRET}x ${OPERATORS}`)).toEqual([SECRET, OPERATORS]);
    await eventually(() => upstream.requests.length).toBeGreaterThan(0);
    expect(upstream.requests[0]).toContain('planted-path');
    expect(upstream.requests[0]).toContain(Buffer.from(`planted-user:${PASSWORD}`).toString('base64'));
  });

  it.each(Object.keys(scripts))('%s', async (name) => {
    const script = scripts[name];
    if (script === undefined) throw new RangeError(name);
    const askedBefore = upstream.asked.length;
    upstream.play(script);
    // Five requests make a round: when a third one begins, a whole round has seen the new answers.
    await eventually(() => upstream.asked.length - askedBefore).toBeGreaterThan(10);
    expect(tracesIn(await everything(service))).toEqual([]);
    expect(tracesIn(service.log())).toEqual([]);
  });

  it('nor does a host name that cannot be found', async () => {
    const lost = await startRunningService('http://planted.invalid', { ROUND_TIMEOUT_MS: '3000' });
    await eventually(async () => (await lost.report()).notes.length).toBe(6);
    expect(tracesIn(await everything(lost))).toEqual([]);
    expect(tracesIn(lost.log())).toEqual([]);
    await lost.stop();
  });
});
