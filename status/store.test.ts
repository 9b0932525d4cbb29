import { afterEach, describe, expect, it, vi } from 'vitest';
import { REPORT_TIMEOUT, SECOND_LOOK_TIMEOUT } from './look.ts';
import { DEFAULT_INTERVAL, MIN_GAP } from './schedule.ts';
import { isStale } from './state.ts';
import { createHealthStore } from './store.ts';
import {
  type Answer,
  createTestWorld,
  NETWORK_ERROR,
  REPORT_URL,
  type Request,
  reportResponse,
  SITE_URL,
} from './testWorld.ts';
import { wordsOf } from './words.ts';

const pass = () => reportResponse('pass');
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function open(answer: (request: Request) => Answer, interval?: number) {
  const world = createTestWorld(answer);
  const options = { reportUrl: REPORT_URL, siteUrl: SITE_URL, ...(interval && { interval }) };
  return { world, store: createHealthStore(options, world.effects) };
}

/** A store that somebody watches, after its first look. */
async function watched(answer: (request: Request) => Answer, interval?: number) {
  const { world, store } = open(answer, interval);
  const listener = vi.fn();
  const unsubscribe = store.subscribe(listener);
  cleanups.push(unsubscribe);
  await world.advance(0);
  return { world, store, listener, unsubscribe, name: () => store.getSnapshot().name };
}

/** A network in which only some ways are open. */
const ways =
  (open: { cors?: () => Response; noCors?: boolean; site?: boolean }) =>
  ({ url, init }: Request): Answer => {
    if (url === SITE_URL) return open.site ? new Response(null, { status: 404 }) : NETWORK_ERROR;
    if (init.mode === 'no-cors') return open.noCors ? Response.error() : NETWORK_ERROR;
    return open.cors?.() ?? NETWORK_ERROR;
  };

describe('what a look says', () => {
  it('is neutral before anything is known', () => {
    const { world, store } = open(pass);
    expect(store.getSnapshot().name).toBe('checking');
    expect(world.requests).toHaveLength(0);
  });

  it.each(['pass', 'warn', 'fail'] as const)('takes the state of a %s report', async (status) => {
    const { name, world } = await watched(() => reportResponse(status));
    expect(name()).toBe(status);
    expect(world.requests).toHaveLength(1);
  });

  it.each([
    ['HTML with 200', () => new Response('<!doctype html>')],
    ['JSON of another shape', () => Response.json({ ok: true })],
    ['an empty 404', () => new Response(null, { status: 404 })],
    ['a passing report sent with 503', () => new Response(reportResponse('pass').body, { status: 503 })],
    ['a failing report sent with 200', () => new Response(reportResponse('fail').body)],
  ])('calls %s no report, without a second look', async (_name, cors) => {
    const { name, world } = await watched(ways({ cors }));
    expect(name()).toBe('no-report');
    expect(world.requests).toHaveLength(1);
  });

  it('says of 429 that the network asks too often, not that there is no report', async () => {
    const cors = () => Response.json({ title: 'Too Many Requests', status: 429 }, { status: 429 });
    const { store, world } = await watched(ways({ cors }));
    expect(wordsOf(store.getSnapshot()).spoken).toBe('unknown, too many requests');
    expect(world.requests).toHaveLength(1);
  });

  it('calls an answer that only a no-cors request gets no report', async () => {
    expect((await watched(ways({ noCors: true, site: true }))).name()).toBe('no-report');
  });

  it('calls the endpoint unreachable from here when this site answers and it does not', async () => {
    expect((await watched(ways({ site: true }))).name()).toBe('unreachable');
  });

  it('says offline when nothing answers', async () => {
    expect((await watched(ways({}))).name()).toBe('offline');
  });

  it('gives up on an endpoint that never answers, and on the second look as well', async () => {
    const hangs = ({ url }: Request): Answer => (url === SITE_URL ? new Response() : 'hangs');
    const { name, world } = await watched(hangs);
    await world.advance(REPORT_TIMEOUT - 1);
    expect(name()).toBe('checking');
    expect(world.requests).toHaveLength(1);
    await world.advance(1 + SECOND_LOOK_TIMEOUT);
    expect(name()).toBe('unreachable');
  });

  it('gives up on a body that stops half way', async () => {
    const half = () => new Response(new ReadableStream({ start: (c) => c.error(new TypeError('network')) }));
    expect((await watched(ways({ cors: half, noCors: true }))).name()).toBe('no-report');
  });
});

describe('how old a report is', () => {
  const at = (time: string, headers = {}) => reportResponse('pass', { time, headers });
  const shown = ({ store }: Awaited<ReturnType<typeof watched>>) => {
    const state = store.getSnapshot();
    return `${state.name}${isStale(state) ? ' stale' : ''}`;
  };

  it('counts the time in caches', async () => {
    expect(shown(await watched(() => reportResponse('pass', { headers: { age: '3600' } })))).toBe(
      'pass stale',
    );
  });

  it('goes on when the service does not renew it', async () => {
    const opened = await watched(() => at('2026-11-23T00:00:00Z'));
    await opened.world.advance(89_000);
    expect(shown(opened)).toBe('pass');
    await opened.world.advance(1_000);
    expect(opened.world.requests.length).toBeGreaterThan(2);
    expect(shown(opened)).toBe('pass stale');
  });

  it('is more than that of one that we have seen before', async () => {
    const opened = await watched(() => at('2026-11-23T00:10:00Z'));
    opened.world.answer = () => at('2026-11-23T00:00:00Z');
    await opened.world.advance(DEFAULT_INTERVAL);
    expect(shown(opened)).toBe('pass stale');
    opened.world.answer = () => at('2026-11-23T00:11:00Z');
    await opened.world.advance(DEFAULT_INTERVAL);
    expect(shown(opened)).toBe('pass');
  });

  it('is not less when the clock is set back, and looks go on', async () => {
    const opened = await watched(pass);
    opened.world.setWallClock(-3_600_000);
    opened.world.answer = () => 'hangs';
    await opened.world.advance(90_000);
    expect(opened.world.requests.length).toBeGreaterThan(1);
    expect(shown(opened)).not.toBe('pass');
  });

  it('is noticed within five seconds of a sleep during which timers stood still', async () => {
    const opened = await watched(pass);
    opened.world.answer = () => 'hangs';
    opened.world.setWallClock(3_600_000);
    await opened.world.advance(5_000);
    expect(shown(opened)).toBe('pass stale');
    expect(opened.world.requests).toHaveLength(2);
  });
});

describe('what is asked', () => {
  it('is a simple request: GET, Accept alone, no credentials, so that no preflight is sent', async () => {
    const { world } = await watched(pass);
    const { signal, ...init } = world.requests[0]?.init ?? {};
    expect(signal).toBeInstanceOf(AbortSignal);
    expect(init).toEqual({
      headers: { Accept: 'application/health+json' },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
  });

  it('sends no header at all in the second look', async () => {
    const { world } = await watched(ways({}));
    const [, endpoint, site] = world.requests;
    expect(endpoint).toMatchObject({
      url: REPORT_URL,
      init: { mode: 'no-cors', credentials: 'omit', cache: 'no-store' },
    });
    expect(site).toMatchObject({ url: SITE_URL, init: { method: 'HEAD', cache: 'no-store' } });
    expect(endpoint?.init.headers).toBeUndefined();
    expect(site?.init.headers).toBeUndefined();
  });
});

describe('rhythm', () => {
  it('looks once for any number of watchers', async () => {
    const { world, store } = await watched(pass);
    for (let i = 0; i < 10; i += 1) cleanups.push(store.subscribe(() => {}));
    await world.advance(DEFAULT_INTERVAL);
    expect(world.requests).toHaveLength(2);
    expect(world.wakeListeners()).toBe(1);
  });

  it('takes its interval from the page', async () => {
    const { world } = await watched(pass, 3_000);
    await world.advance(9_000);
    expect(world.requests).toHaveLength(4);
  });

  it('goes from checking to pass, to fail, and by Retry-After back to pass', async () => {
    const { world, name } = await watched(pass);
    world.answer = () => reportResponse('fail', { headers: { 'retry-after': '5' } });
    await world.advance(DEFAULT_INTERVAL);
    expect(name()).toBe('fail');
    world.answer = pass;
    await world.advance(4_999);
    expect(name()).toBe('fail');
    await world.advance(1);
    expect(name()).toBe('pass');
  });

  it('keeps a state that it cannot renew, marked stale, and gives it up after the second miss', async () => {
    const { world, store, name } = await watched(pass);
    world.answer = ways({ site: true });
    await world.advance(DEFAULT_INTERVAL);
    expect(store.getSnapshot()).toMatchObject({ name: 'pass', stale: 'unreachable' });
    await world.advance(1_000);
    expect(name()).toBe('unreachable');
  });

  it('leaves a refusing server alone for as long as it asks', async () => {
    const refuse = () => Response.json({}, { status: 429, headers: { 'retry-after': '90' } });
    const { world } = await watched(refuse);
    await world.advance(89_999);
    expect(world.requests).toHaveLength(1);
    await world.advance(1);
    expect(world.requests).toHaveLength(2);
  });
});

describe('attention', () => {
  it('sends nothing in a tab that opens hidden, and looks when it is shown', async () => {
    const { world, store } = open(pass);
    await world.show(false);
    cleanups.push(store.subscribe(() => {}));
    await world.advance(3_600_000);
    expect(world.requests).toHaveLength(0);
    expect(world.timers()).toBe(0);
    await world.show(true);
    expect(store.getSnapshot().name).toBe('pass');
  });

  it('stops its timer in a hidden tab, and on return shows the old state as stale until it is renewed', async () => {
    const { world, store } = await watched(pass);
    await world.show(false);
    expect(world.timers()).toBe(0);
    await world.advance(3_600_000);
    expect(world.requests).toHaveLength(1);
    world.answer = () => 'hangs';
    await world.show(true);
    expect(world.requests).toHaveLength(2);
    expect(store.getSnapshot()).toMatchObject({ name: 'pass', stale: 'aged', busy: true });
  });

  it('cuts a look short when the tab is hidden, and counts it as no miss', async () => {
    const { world, store } = await watched(() => 'hangs');
    await world.show(false);
    expect(world.requests[0]?.init.signal?.aborted).toBe(true);
    expect(store.getSnapshot()).toMatchObject({ name: 'checking', busy: false, misses: 0 });
    expect(world.requests).toHaveLength(1);
    world.answer = pass;
    await world.show(true);
    expect(store.getSnapshot().name).toBe('pass');
  });

  it('looks again as soon as the network is back', async () => {
    const { world, name } = await watched(ways({}));
    world.randomIs(1);
    await world.advance(60_000);
    world.answer = pass;
    const before = world.requests.length;
    await world.networkEvent();
    await world.advance(MIN_GAP);
    expect(world.requests.length).toBe(before + 1);
    expect(name()).toBe('pass');
  });
});

describe('refresh', () => {
  it('looks at once when the last look is older than the gap, and only once however often it is called', async () => {
    const { world, store } = await watched(pass);
    await world.advance(MIN_GAP);
    for (let i = 0; i < 20; i += 1) store.refresh();
    expect(store.getSnapshot().busy).toBe(true);
    await world.advance(0);
    expect(world.requests).toHaveLength(2);
    expect(store.getSnapshot().busy).toBe(false);
  });

  it('waits for the rest of the gap when it comes too early', async () => {
    const { world, store } = await watched(pass);
    await world.advance(500);
    store.refresh();
    await world.advance(MIN_GAP - 501);
    expect(world.requests).toHaveLength(1);
    expect(store.getSnapshot().busy).toBe(true);
    await world.advance(1);
    expect(world.requests).toHaveLength(2);
  });

  it('starts no second look beside one that is under way', async () => {
    const { world, store } = await watched(() => 'hangs');
    store.refresh();
    await world.advance(MIN_GAP);
    expect(world.requests).toHaveLength(1);
  });

  it('does nothing while nobody watches or the tab is hidden', async () => {
    const { world, store, unsubscribe } = await watched(pass);
    await world.show(false);
    store.refresh();
    expect(store.getSnapshot().busy).toBe(false);
    unsubscribe();
    await world.show(true);
    store.refresh();
    await world.advance(3_600_000);
    expect(world.requests).toHaveLength(1);
  });
});

describe('leaving', () => {
  it('ends the request, the timer and the listeners with the last watcher', async () => {
    const { world, store, unsubscribe, listener } = await watched(() => 'hangs');
    const other = store.subscribe(() => {});
    unsubscribe();
    expect(world.requests[0]?.init.signal?.aborted).toBe(false);
    other();
    expect(world.requests[0]?.init.signal?.aborted).toBe(true);
    await world.advance(3_600_000);
    expect([world.timers(), world.wakeListeners(), world.requests.length]).toEqual([0, 0, 1]);
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('keeps its rhythm when a page change takes the last watcher and brings a new one', async () => {
    const { world, store, unsubscribe, name } = await watched(pass);
    await world.advance(10_000);
    unsubscribe();
    cleanups.push(store.subscribe(() => {}));
    expect(name()).toBe('pass');
    await world.advance(DEFAULT_INTERVAL - 10_001);
    expect(world.requests).toHaveLength(1);
    await world.advance(1);
    expect(world.requests).toHaveLength(2);
  });

  it('starts a look anew that a page change cut short', async () => {
    const { world, store, unsubscribe, name } = await watched(() => 'hangs');
    world.answer = pass;
    unsubscribe();
    cleanups.push(store.subscribe(() => {}));
    await world.advance(0);
    expect(name()).toBe('pass');
    expect(world.requests).toHaveLength(2);
  });

  it('survives letting go twice', async () => {
    const { world, store, unsubscribe } = await watched(pass);
    cleanups.push(store.subscribe(() => {}));
    unsubscribe();
    unsubscribe();
    await world.advance(DEFAULT_INTERVAL);
    expect(world.requests).toHaveLength(2);
  });
});
