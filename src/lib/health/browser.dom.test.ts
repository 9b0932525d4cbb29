import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEALTH_PATH } from '../../../endpoint.ts';
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

async function watchSharedStore() {
  const { sharedHealthStore } = await import('./browser.ts');
  expect(sharedHealthStore()).toBe(sharedHealthStore());
  const unsubscribe = sharedHealthStore().subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
  return { store: sharedHealthStore(), unsubscribe };
}

function setVisibility(state: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('the store of a page', () => {
  it('asks the registry that the page names', async () => {
    const { store, unsubscribe } = await watchSharedStore();
    expect(send.mock.calls[0]?.[0]).toBe(`${ORIGIN}${HEALTH_PATH}`);
    expect(store.getSnapshot().name).toBe('pass');
    unsubscribe();
  });

  it.each([
    ['2000', 5],
    ['500', 0],
    ['0', 0],
    ['-1', 0],
    ['fast', 0],
  ])('with a health-interval of %s looks %i more times in twelve seconds', async (content, looks) => {
    document.head.insertAdjacentHTML('beforeend', `<meta name="health-interval" content="${content}">`);
    const { unsubscribe } = await watchSharedStore();
    vi.spyOn(Math, 'random').mockReturnValue(0.99);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(send).toHaveBeenCalledTimes(1 + looks);
    unsubscribe();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops in a hidden tab and looks on return', async () => {
    const { unsubscribe } = await watchSharedStore();
    setVisibility('hidden');
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(3_600_000);
    setVisibility('visible');
    await vi.advanceTimersByTimeAsync(0);
    expect(send).toHaveBeenCalledTimes(2);
    unsubscribe();
  });

  it('looks when the network is back', async () => {
    const { unsubscribe } = await watchSharedStore();
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(send).toHaveBeenCalledTimes(2);
    unsubscribe();
    window.dispatchEvent(new Event('online'));
    expect(vi.getTimerCount()).toBe(0);
  });
});
