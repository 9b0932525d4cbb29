import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../machine/ports.ts';
import { makeCertificate } from '../testing/certificate.ts';
import { eventually } from '../testing/eventually.ts';
import { type FakeUpstream, type Script, startFakeUpstream } from '../testing/fakeUpstream.ts';
import { always, faults, healthy } from '../testing/scripts.ts';
import { runCheck } from './checks.ts';
import { type DirectSignal, directSignals } from './outcome.ts';
import { createAsk } from './upstream.ts';

const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000);
const options = { slowAfterMs: 10_000, sentinel: undefined };
let upstream: FakeUpstream | undefined;

afterEach(async () => {
  await upstream?.close();
  upstream = undefined;
});

function askUrl(url: string, authorization?: string) {
  return createAsk({ url: new URL(`${url}/`), authorization });
}

/** Little time, for what is meant to outlast it. */
const SHORT = 150;
/** So much time that a busy machine is not taken for a slow upstream. */
const AMPLE = 5000;

/** Runs one check and gives its code, or its status when it has none. */
async function codeAt(url: string, check: DirectSignal = 'tracking', timeMs = AMPLE): Promise<string> {
  const outcome = await runCheck(check, askUrl(url), options, AbortSignal.timeout(timeMs));
  return 'code' in outcome ? outcome.code : outcome.status;
}

async function codeOf(script: Script, check: DirectSignal = 'tracking', timeMs = AMPLE): Promise<string> {
  upstream = await startFakeUpstream(script);
  return codeAt(upstream.url, check, timeMs);
}

describe('what upstream does and the code it gets', () => {
  const expected: ReadonlyArray<readonly [keyof typeof faults, string]> = [
    ['hangBeforeHeaders', 'timeout'],
    ['hangAmidHeaders', 'timeout'],
    ['hangAmidBody', 'timeout'],
    ['slowDrip', 'timeout'],
    ['reset', 'reset'],
    ['closeWithoutAnswer', 'reset'],
    ['closeAmidBody', 'reset'],
    ['html', 'bad_content_type'],
    ['wrongShape', 'bad_shape'],
    ['errorWith200', 'bad_shape'],
    ['notJson', 'bad_shape'],
    ['unauthorized', 'unauthorized'],
    ['forbidden', 'forbidden'],
    ['hostCheck', 'host_not_allowed'],
    ['notFound', 'not_found'],
    ['rateLimited', 'rate_limited'],
    ['internalError', 'upstream_error'],
    ['badGateway', 'upstream_error'],
    ['plain503', 'upstream_error'],
    ['databaseDown', 'db_unavailable'],
    ['redirect', 'upstream_error'],
    ['endless', 'bad_shape'],
    ['gzipBomb', 'bad_content_type'],
    ['hugeHeaders', 'bad_shape'],
    ['notHttp', 'bad_shape'],
  ];

  it.each(expected)('%s gives %s', async (fault, code) => {
    expect(await codeOf(faults[fault], 'tracking', code === 'timeout' ? SHORT : AMPLE)).toBe(code);
  });

  it('is all of the faults there are', () => {
    const names = [...expected.map(([name]) => name), 'artifactsOff'];
    expect(names.toSorted()).toEqual(Object.keys(faults).toSorted());
  });

  it('turned-off artifacts are skipped by their check and an error for any other', async () => {
    expect(await codeOf(faults.artifactsOff, 'artifacts')).toBe('disabled');
    expect(await codeAt(upstream?.url ?? '', 'tracking')).toBe('upstream_error');
  });

  it('a server check that is 404 fails, and so does any body but OK', async () => {
    expect(await codeOf(faults.notFound, 'server')).toBe('not_found');
    upstream?.play(faults.html);
    expect(await codeAt(upstream?.url ?? '', 'server')).toBe('bad_shape');
  });

  it.each(['server', 'tracking', 'registry'] as const)('%s passes when all is well', async (check) => {
    expect(await codeOf(healthy, check)).toBe('pass');
  });

  it('a port where nothing listens gives connect_refused', async () => {
    expect(await codeAt(`http://127.0.0.1:${await freePort()}`)).toBe('connect_refused');
  });

  it('a name that does not exist gives dns', async () => {
    // RFC 6761 keeps `.invalid` unresolvable.
    expect(await codeAt('http://mlflow.invalid')).toBe('dns');
  });

  it('a certificate that nobody vouches for gives tls', async () => {
    upstream = await startFakeUpstream(healthy, makeCertificate('localhost', NEXT_YEAR));
    expect(await codeAt(upstream.url)).toBe('tls');
  });

  it('no TLS where there should be gives tls', async () => {
    upstream = await startFakeUpstream(always400);
    expect(await codeAt(upstream.url.replace('http:', 'https:'))).toBe('tls');
  });
});

const always400: Script = (socket) => socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');

describe('who only looks like MLflow', () => {
  const prepared = {
    error_code: 'RESOURCE_DOES_NOT_EXIST',
    message: 'Nothing is called hokusai-health-before',
  };

  it.each([
    ['an empty object', { body: '{}' }],
    ["a gateway's message", { body: '{"message":"Unauthorized"}' }],
    ['half-filled lists', { body: '{"experiments":[{}],"registered_models":[{}],"files":[{}]}' }],
    ['half-filled objects', { body: '{"experiment":{"name":"x"},"registered_model":{}}' }],
    ['an answer to another name', { status: '404 Not Found', body: JSON.stringify(prepared) }],
    ['OK to everything', { type: 'text/plain', body: 'OK' }],
  ])('and gives %s passes no check of a store', async (_name, parts) => {
    upstream = await startFakeUpstream(always(parts));
    for (const check of directSignals) {
      if (check !== 'server') expect(await codeAt(upstream.url, check)).not.toBe('pass');
    }
  });
});

describe('what upstream gets', () => {
  it('is asked below its base path, with the credentials, for plain bytes', async () => {
    upstream = await startFakeUpstream(healthy);
    await askUrl(`${upstream.url}/base`, 'Bearer made-up')('/api/2.0/x?y=1', AbortSignal.timeout(1000));
    const [request] = upstream.requests;
    expect(request).toMatch(/^GET \/base\/api\/2\.0\/x\?y=1 HTTP\/1\.1\r\n/);
    expect(request).toMatch(/\r\nauthorization: Bearer made-up\r\n/i);
    expect(request).toMatch(/\r\naccept-encoding: identity\r\n/i);
  });

  it('is never asked where a redirect points to', async () => {
    await codeOf(faults.redirect);
    expect(upstream?.asked).toHaveLength(1);
  });

  it('keeps no connection after the deadline', async () => {
    await codeOf(faults.slowDrip, 'tracking', SHORT);
    await eventually(() => upstream?.open()).toBe(0);
  });

  it('reads no more of an endless body than its limit and what is on the way', async () => {
    await codeOf(faults.endless);
    await eventually(() => upstream?.open()).toBe(0);
    // 256 KiB of ours, and the buffers of two sockets.
    expect(upstream?.written()).toBeLessThan(16 * 1024 * 1024);
  });
});
