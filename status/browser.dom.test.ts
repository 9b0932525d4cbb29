import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEALTH_PATH } from '../endpoint.ts';
import { reportResponse } from './testWorld.ts';

const ORIGIN = 'http://registry.example:8080';
const send = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal(
    'fetch',
    send.mockImplementation(async () => reportResponse('pass')),
  );
  document.head.innerHTML = `<meta name="registry-origin" content="${ORIGIN}">`;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  send.mockReset();
});

async function watchStore(src: string | null = null, seconds = 0) {
  const { endpointFor } = await import('./browser.ts');
  const { store, url } = endpointFor(src, seconds);
  expect(endpointFor(src, 60).store).toBe(store);
  const unsubscribe = store.subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
  return { store, url, unsubscribe };
}

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(state === 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the store of a page', () => {
  it('asks the registry that the page names', async () => {
    const { store, unsubscribe } = await watchStore();
    expect(send.mock.calls[0]?.[0]).toBe(`${ORIGIN}${HEALTH_PATH}`);
    expect(store.getSnapshot().name).toBe('pass');
    unsubscribe();
  });

  it('asks the address that an element names', async () => {
    const { url, unsubscribe } = await watchStore('https://other.example/health');
    expect(send.mock.calls[0]?.[0]).toBe(url);
    expect(url).toBe('https://other.example/health');
    unsubscribe();
  });

  it.each([
    [5, 6],
    [1, 6],
    [0, 1],
    [Number.NaN, 1],
  ])('with an interval of %s s looks %i more times in 34 seconds', async (seconds, looks) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { unsubscribe } = await watchStore(null, seconds);
    await vi.advanceTimersByTimeAsync(34_000);
    expect(send).toHaveBeenCalledTimes(1 + looks);
    unsubscribe();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops in a hidden tab and looks on return', async () => {
    const { unsubscribe } = await watchStore();
    setVisibility('hidden');
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    setVisibility('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledTimes(2);
    unsubscribe();
  });

  it('looks when the network is back', async () => {
    const { unsubscribe } = await watchStore();
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(send).toHaveBeenCalledTimes(2);
    unsubscribe();
    window.dispatchEvent(new Event('online'));
    expect(vi.getTimerCount()).toBe(0);
  });
});
