import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../../../endpoint.ts';
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
import { HealthPanel } from './index.tsx';

beforeEach(() => {
  document.head.replaceChildren();
  document.body.replaceChildren();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function show(answer: (request: Request) => Answer) {
  const world = createTestWorld(answer);
  const store = createHealthStore({ reportUrl: REPORT_URL, siteUrl: SITE_URL }, world.effects);
  render(
    <HealthStoreContext value={store}>
      <HealthPanel />
    </HealthStoreContext>,
  );
  const advance = (ms: number) => act(() => world.advance(ms));
  return { world, advance };
}

const panel = () => screen.getByRole('region', { name: 'Health of the MLflow endpoint' });
const rows = () => within(screen.getByRole('list', { name: 'Checks' })).getAllByRole('listitem');
const rowTexts = () => rows().map((row) => row.textContent);
const onlySite = ({ url }: Request) => (url === SITE_URL ? new Response() : NETWORK_ERROR);
const pass = () => reportResponse('pass');

describe('HealthPanel', () => {
  it('is neutral in the HTML that the server sends, with the command for the production registry', () => {
    document.body.innerHTML = renderToString(<HealthPanel />);
    expect(panel().dataset.healthState).toBe('checking');
    expect(rowTexts()).toEqual([
      'Front door routing and API keysChecking',
      'Server MLflow runs and answersChecking',
      'Tracking experiments, runs, metricsChecking',
      'Model registry models and their versionsChecking',
      'Artifacts files of runs and modelsChecking',
      'Writes new runs, metrics and tagsChecking',
    ]);
    expect(panel().querySelector('code')?.textContent).toBe(`curl -i ${REGISTRY_ORIGIN}${HEALTH_PATH}`);
    expect(panel().querySelector('time')).toBeNull();
  });

  it('takes over the HTML of the server without a word of complaint, whatever is known by then', async () => {
    document.head.innerHTML = '<meta name="registry-origin" content="http://localhost:8080">';
    const world = createTestWorld(pass);
    const store = createHealthStore({ reportUrl: REPORT_URL, siteUrl: SITE_URL }, world.effects);
    store.subscribe(() => {});
    await world.advance(0);
    const tree = (
      <HealthStoreContext value={store}>
        <HealthPanel />
      </HealthStoreContext>
    );
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(tree);
    expect(panel().dataset.healthState).toBe('checking');
    const onRecoverableError = vi.fn();
    render(tree, { container, hydrate: true, onRecoverableError });
    expect(panel().dataset.healthState).toBe('pass');
    expect(panel().textContent).toContain('http://localhost:8080');
    expect(onRecoverableError).not.toHaveBeenCalled();
  });

  it('shows each check with its state and the reason in plain words', async () => {
    const { advance } = await show(() =>
      reportResponse('fail', {
        checks: {
          tracking: { status: 'fail', code: 'db_unavailable' },
          registry: { status: 'warn', code: 'slow' },
          artifacts: { status: 'skipped', code: 'disabled' },
          writes: { status: 'skipped', code: 'contested' },
        },
      }),
    );
    await advance(0);
    expect(panel().dataset.healthState).toBe('fail');
    expect(panel().textContent).toContain('The MLflow endpoint is failing');
    expect(rows().map((row) => row.dataset.checkStatus)).toEqual([
      ...['pass', 'pass', 'fail', 'warn', 'skipped', 'skipped'],
    ]);
    expect(rowTexts()).toEqual([
      'Front door routing and API keysOperationalAnswers as it should.',
      'Server MLflow runs and answersOperationalAnswers as it should.',
      "Tracking experiments, runs, metricsFailingMLflow can't use its database.",
      'Model registry models and their versionsDegradedAnswers correctly, but slowly.',
      'Artifacts files of runs and modelsNot checkedTurned off on purpose.',
      'Writes new runs, metrics and tagsNot checkedOther clients keep changing what the health service writes, so its test proves nothing.',
    ]);
  });

  it('says that maintenance is under way, what is done, and how things really are', async () => {
    const maintenance = [
      {
        status: 'in_progress',
        start: '2026-12-05T22:00:00Z',
        end: '2026-12-05T23:00:00Z',
        message: 'Database upgrade.',
      },
      {
        status: 'scheduled',
        start: '2026-12-06T22:00:00Z',
        end: '2026-12-06T23:00:00Z',
        message: 'Storage move.',
      },
    ];
    const { world, advance } = await show(() =>
      reportResponse('fail', { checks: { writes: { status: 'fail', code: 'write_refused' } }, maintenance }),
    );
    await advance(0);
    expect(panel().dataset.healthState).toBe('fail');
    expect(panel().textContent).toContain('Maintenance is under way');
    expect(panel().textContent).toContain('Database upgrade. Right now: failing.');
    const windows = within(screen.getByRole('list', { name: 'Announced maintenance' }));
    expect(windows.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Maintenance now: Sat, Dec 5.*\. Database upgrade\.$/),
      expect.stringMatching(/^Maintenance planned: Sun, Dec 6.*\. Storage move\.$/),
    ]);
    world.answer = pass;
    await advance(30_000);
    expect(panel().textContent).not.toMatch(/maintenance/i);
    expect(panel().textContent).toContain('is operational');
  });

  it.each<[string, string, (request: Request) => Answer]>([
    ['unreachable', 'cannot be reached from your browser', onlySite],
    ['offline', 'You are offline', () => NETWORK_ERROR],
    ['no-report', 'answers, but gives no health report', () => new Response('<html>')],
  ])('says what %s means, and claims nothing about the checks', async (state, words, answer) => {
    const { advance } = await show(answer);
    await advance(0);
    expect(panel().dataset.healthState).toBe(state);
    expect(panel().textContent).toContain(words);
    for (const text of rowTexts()) expect(text).toMatch(/Unknown$/);
  });

  it('keeps the last report in sight when it cannot be renewed, and says how old it is', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const { world, advance } = await show(pass);
    await advance(0);
    world.answer = onlySite;
    await advance(30_000);
    expect(panel().dataset).toMatchObject({ healthState: 'pass', stale: '' });
    expect(panel().textContent).toContain('This is the last known state: the newest look got no answer.');
    await advance(1_000);
    expect(panel().dataset.healthState).toBe('unreachable');
    expect(panel().dataset.stale).toBeUndefined();
    expect(rowTexts()[0]).toContain('Operational');
    vi.setSystemTime(world.now());
    act(() => void vi.advanceTimersByTime(5_000));
    expect(panel().textContent).toMatch(/Last known, reported 30 seconds ago:/);
  });

  it('says when it last looked, as a time that machines can read', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
    const { world, advance } = await show(pass);
    vi.setSystemTime(world.now());
    await advance(0);
    const time = panel().querySelector('time');
    expect(time?.dateTime).toBe('2026-11-23T00:00:00.000Z');
    expect(time?.textContent).toBe('just now');
    await advance(20_000);
    act(() => void vi.advanceTimersByTime(5_000));
    expect(time?.textContent).toBe('20 seconds ago');
  });

  it('shows the address that this page really asks', async () => {
    document.head.innerHTML = '<meta name="registry-origin" content="http://localhost:8080">';
    await show(pass);
    expect(panel().textContent).toContain(`curl -i http://localhost:8080${HEALTH_PATH}`);
  });
});

describe('Check now', () => {
  const button = () => screen.getByRole('button', { name: /^check/i });

  it('looks once, says so, keeps the focus, and waits before it can be used again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { world, advance } = await show(pass);
    await advance(10_000);
    button().focus();
    for (let i = 0; i < 5; i += 1) fireEvent.click(button());
    expect(button().textContent).toBe('Checking…');
    expect(button().getAttribute('aria-disabled')).toBe('true');
    await advance(0);
    expect(world.requests).toHaveLength(2);
    expect(button().textContent).toBe('Checked');
    fireEvent.click(button());
    await advance(0);
    expect(world.requests).toHaveLength(2);
    act(() => void vi.advanceTimersByTime(2_000));
    expect(button().textContent).toBe('Check now');
    expect(document.activeElement).toBe(button());
  });

  it('does not show looks that nobody asked for', async () => {
    const { advance } = await show(() => 'hangs');
    await advance(0);
    expect(button().textContent).toBe('Check now');
  });
});

describe('the command', () => {
  const button = () => screen.getByRole('button', { name: /command$/ });

  it('is copied to the clipboard', async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    await show(pass);
    await act(async () => void fireEvent.click(button()));
    expect(writeText).toHaveBeenCalledWith(`curl -i ${REGISTRY_ORIGIN}${HEALTH_PATH}`);
    expect(button().textContent).toBe('Copied');
  });

  it('is selected where the page may not use the clipboard', async () => {
    vi.stubGlobal('navigator', {});
    await show(pass);
    await act(async () => void fireEvent.click(button()));
    expect(getSelection()?.toString()).toBe(`curl -i ${REGISTRY_ORIGIN}${HEALTH_PATH}`);
    expect(button().textContent).toBe('Selected');
  });
});
