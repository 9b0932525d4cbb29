import { afterEach, describe, expect, it } from 'vitest';
import { holdAnnouncer } from './announcer.ts';
import { createHealthStore } from './store.ts';
import { createTestWorld, NETWORK_ERROR, REPORT_URL, reportResponse, SITE_URL } from './testWorld.ts';

const pass = () => reportResponse('pass');
const fail = () => reportResponse('fail');
let letGo: (() => void)[] = [];

afterEach(() => {
  for (const release of letGo) release();
  letGo = [];
});

async function announced(answer: () => Response) {
  const world = createTestWorld(answer);
  const store = createHealthStore({ reportUrl: REPORT_URL, siteUrl: SITE_URL }, world.effects);
  const hold = () => {
    const release = holdAnnouncer(store);
    letGo.push(release);
    return release;
  };
  const release = hold();
  await world.advance(0);
  const next = async (respond: typeof world.answer) => {
    world.answer = respond;
    await world.advance(60_000);
  };
  return { hold, release, next, words: () => regions()[0]?.textContent };
}

const regions = () => document.querySelectorAll('[role="status"]');

describe('the live region', () => {
  it('is there before anything is said, hidden from sight but not from screen readers', async () => {
    await announced(pass);
    const [region] = regions();
    expect(region?.textContent).toBe('');
    expect(region && getComputedStyle(region).display).not.toBe('none');
    expect(region && getComputedStyle(region).clipPath).toBe('inset(50%)');
  });

  it('does not report good news on arrival, but does after bad news', async () => {
    const { next, words } = await announced(pass);
    expect(words()).toBe('');
    await next(fail);
    expect(words()).toBe('MLflow endpoint: failing');
    await next(pass);
    expect(words()).toBe('MLflow endpoint: operational');
  });

  it('reports bad news on arrival', async () => {
    expect((await announced(fail)).words()).toBe('MLflow endpoint: failing');
  });

  it('changes only when the state does', async () => {
    const { next } = await announced(fail);
    let changes = 0;
    const observer = new MutationObserver((records) => {
      changes += records.length;
    });
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    await next(fail);
    await next(fail);
    expect(changes).toBe(0);
    await next(() => NETWORK_ERROR);
    expect(changes).toBeGreaterThan(0);
    observer.disconnect();
  });

  it('is one for any number of badges, and lives through a page change', async () => {
    const { hold, release, next, words } = await announced(fail);
    const second = hold();
    expect(regions()).toHaveLength(1);
    release();
    release();
    await next(pass);
    expect(words()).toBe('MLflow endpoint: operational');
    second();
    await next(fail);
    expect(words()).toBe('MLflow endpoint: operational');
    hold();
    await next(fail);
    expect(words()).toBe('MLflow endpoint: failing');
    expect(regions()).toHaveLength(1);
  });
});
