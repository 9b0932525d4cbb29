import { act, cleanup, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HealthStoreContext } from '../../lib/health/react.ts';
import { createHealthStore } from '../../lib/health/store.ts';
import {
  type Answer,
  createTestWorld,
  NETWORK_ERROR,
  REPORT_URL,
  type Request,
  reportResponse,
  SITE_URL,
} from '../../lib/health/testWorld.ts';
import { HealthBadge } from './index.tsx';

beforeEach(() => document.body.replaceChildren());
afterEach(cleanup);

async function show(answer: (request: Request) => Answer, badges = 1) {
  const world = createTestWorld(answer);
  const store = createHealthStore({ reportUrl: REPORT_URL, siteUrl: SITE_URL }, world.effects);
  render(
    <HealthStoreContext value={store}>
      {['navbar', 'menu', 'page'].slice(0, badges).map((place) => (
        <HealthBadge key={place} href="/status/" />
      ))}
    </HealthStoreContext>,
  );
  const advance = (ms: number) => act(() => world.advance(ms));
  return { world, advance };
}

const badge = () => screen.getAllByRole('link')[0];

/** What answers when only a `no-cors` request, or only this site, does. */
const onlyNoCors = ({ init }: Request) => (init.mode === 'no-cors' ? Response.error() : NETWORK_ERROR);
const onlySite = ({ url }: Request) => (url === SITE_URL ? new Response() : NETWORK_ERROR);

describe('HealthBadge', () => {
  it('is a neutral link in the HTML that the server sends', () => {
    const html = renderToString(<HealthBadge href="/status/" className="navbar__item" />);
    document.body.innerHTML = html;
    expect(badge()?.getAttribute('href')).toBe('/status/');
    expect(badge()?.className).toContain('navbar__item');
    expect(badge()?.dataset.healthState).toBe('checking');
    expect(badge()?.textContent).toBe('MLflow endpoint: Checking');
  });

  it.each<[string, string, (request: Request) => Answer]>([
    ['pass', 'MLflow endpoint: Operational', () => reportResponse('pass')],
    ['warn', 'MLflow endpoint: Degraded', () => reportResponse('warn')],
    ['fail', 'MLflow endpoint: Failing', () => reportResponse('fail')],
    ['no-report', 'MLflow endpoint: No report', onlyNoCors],
    ['unreachable', 'MLflow endpoint: Unreachable', onlySite],
    ['offline', "MLflow endpoint: You're offline", () => NETWORK_ERROR],
  ])('shows %s as a link named "%s", with a sign of its own', async (state, name, answer) => {
    const { advance } = await show(answer);
    await advance(0);
    expect(screen.getByRole('link', { name })).toBe(badge());
    expect(badge()?.dataset.healthState).toBe(state);
    expect(badge()?.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
    expect(badge()?.querySelector('svg')?.dataset.tone).toBe(state);
  });

  it('marks a state that could not be renewed as last known', async () => {
    const { world, advance } = await show(() => reportResponse('pass'));
    await advance(0);
    expect(badge()?.dataset.stale).toBeUndefined();
    world.answer = onlySite;
    await advance(30_000);
    expect(badge()?.dataset).toMatchObject({ healthState: 'pass', stale: '' });
    expect(screen.getByRole('link', { name: 'MLflow endpoint: Operational, last known' })).toBe(badge());
  });

  it('keeps room for its longest word in every state', async () => {
    const { advance } = await show(() => reportResponse('pass'));
    const room = () => badge()?.querySelector<HTMLElement>('[data-widest]')?.dataset.widest;
    expect(room()).toBe("You're offline");
    await advance(0);
    expect(room()).toBe("You're offline");
  });

  it('asks once and announces once for several badges', async () => {
    const { world, advance } = await show(() => reportResponse('fail'), 3);
    await advance(0);
    expect(screen.getAllByRole('link', { name: 'MLflow endpoint: Failing' })).toHaveLength(3);
    expect(screen.getAllByRole('status')).toHaveLength(1);
    expect(screen.getByRole('status').textContent).toBe('MLflow endpoint: failing');
    expect(world.requests).toHaveLength(1);
  });

  it('stops everything when it leaves the page', async () => {
    const { world } = await show(() => 'hangs');
    await act(() => world.advance(0));
    cleanup();
    await world.advance(0);
    expect(world.requests[0]?.init.signal?.aborted).toBe(true);
    expect([world.timers(), world.wakeListeners()]).toEqual([0, 0]);
  });
});
