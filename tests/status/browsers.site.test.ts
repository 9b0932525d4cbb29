// The element on somebody else's page, in Chromium and in Firefox, against a registry that answers as each case says.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { buildStatusElement } from '../../plugins/statusElement/build.ts';
import { reportBody } from '../../status/testWorld.ts';
import { hideTab, inBothBrowsers, isInShell } from '../e2e/twoBrowsers.ts';
import { json, type Player, report, startPlayer } from './player.ts';

const ELEMENT = '<hokusai-mlflow-status interval="5"></hokusai-mlflow-status>';

/** No look takes longer than 13 s: 8 s for the report, 5 s to find out why there is none. */
const SOON = { timeout: 30_000 };

const built = buildStatusElement('.');

/** What the first element of a page shows. */
const seen = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.querySelector('hokusai-mlflow-status');
    const state = element?.getAttribute('state') ?? 'nothing';
    return element?.hasAttribute('stale') ? `${state}, last known` : state;
  });

/** Where the text after the element stands. */
const placeAfter = () => {
  const { left, top } = document.querySelector('b')?.getBoundingClientRect() ?? {};
  return `${left} ${top}`;
};

const shows = (page: Page, state: string) => expect.poll(() => seen(page), SOON).toBe(state);

inBothBrowsers((it) => {
  let player: Player;
  beforeAll(async () => {
    player = await startPlayer(await built);
  });
  afterAll(() => player?.stop());
  beforeEach(() => {
    player.answer = report('pass');
  });
  const address = (body: string) => `${player.origin}/?${new URLSearchParams({ body })}`;
  const reports = () => player.calls.filter((path) => path === '/api/health/mlflow').length;

  it('shows each answer as what it is', async ({ newPage }) => {
    const window = { start: '2026-01-01T00:00:00Z', end: '2036-01-01T00:00:00Z', message: 'Storage move.' };
    const starting = { status: 'fail', code: 'starting' };
    const everything = {
      'front-door': starting,
      server: starting,
      tracking: starting,
      registry: starting,
      artifacts: starting,
      writes: starting,
    };
    const cases: [answer: Player['answer'], state: string][] = [
      [report('pass'), 'pass'],
      [report('warn', { artifacts: { status: 'warn', code: 'slow' } }), 'warn'],
      [report('fail', { writes: { status: 'fail', code: 'write_refused' } }), 'fail'],
      [report('fail', everything), 'no-report'],
      [report('pass', {}, { maintenance: [{ status: 'in_progress', ...window }] }), 'maintenance'],
      // Malformed, of another version, and one that contradicts its own HTTP status.
      [json(200, '{"status":"pass","serviceId":"mlf'), 'no-report'],
      [json(200, { ...reportBody('pass'), version: '0' }), 'no-report'],
      [json(503, reportBody('pass')), 'no-report'],
      [json(429, { status: 429 }, { 'Retry-After': '60' }), 'no-report'],
      // Old: a cache has kept it for a day.
      [json(200, reportBody('pass'), { Age: '86400' }), 'pass, last known'],
      // A load balancer's own error page: no CORS headers, so that no script may read it.
      [
        (_request, response) => void response.writeHead(503, { 'Content-Type': 'text/html' }).end(),
        'no-report',
      ],
      [(request) => void request.socket.destroy(), 'unreachable'],
      // Slow, but in time.
      [(request, response) => void setTimeout(() => report('pass')(request, response), 3_000), 'pass'],
    ];
    const page = await newPage();
    const shown: string[] = [];
    const places: unknown[] = [];
    for (const [answer, state] of cases) {
      player.answer = answer;
      await page.goto(address(`${ELEMENT}<b>What comes after it</b>`));
      places.push(await page.evaluate(placeAfter));
      await expect.poll(() => seen(page), SOON).not.toBe('checking');
      places.push(await page.evaluate(placeAfter));
      // A report that is stale on arrival is marked so in the same moment.
      shown.push(await seen(page));
      if (shown.at(-1) !== state) break;
    }
    expect(shown).toEqual(cases.map(([, state]) => state));
    // Whatever it shows, nothing around it moves.
    expect(places.filter((place) => place !== places[0])).toEqual([]);
  });

  it('says that nothing answers when an answer hangs', async ({ newPage }) => {
    player.answer = () => {};
    const page = await newPage();
    await page.goto(address(ELEMENT));
    await shows(page, 'unreachable');
  });

  it('notices that the network is gone, and that it is back', async ({ newPage }) => {
    const page = await newPage();
    await page.goto(address(ELEMENT));
    await shows(page, 'pass');
    await page.setOfflineMode(true);
    await shows(page, 'offline');
    await page.setOfflineMode(false);
    await shows(page, 'pass');
  });

  it('shows nothing as current after eight hours of sleep, nor after the clock was set back', async ({
    newPage,
  }) => {
    const page = await newPage();
    // Timers and `performance.now` stand still in a machine that sleeps, and the wall clock goes on.
    await page.evaluateOnNewDocument(() => {
      const wall = Date.now;
      Reflect.set(globalThis, 'skew', 0);
      Date.now = () => wall() + Reflect.get(globalThis, 'skew');
    });
    await page.goto(address(ELEMENT));
    await shows(page, 'pass');
    player.answer = () => {};
    const before = performance.now();
    await page.evaluate(() => Reflect.set(globalThis, 'skew', 8 * 3_600_000));
    await shows(page, 'pass, last known');
    // Well before a look could have failed.
    expect(performance.now() - before).toBeLessThan(8_000);
    player.answer = report('pass');
    await page.goto(address(ELEMENT));
    await shows(page, 'pass');
    const asked = reports();
    await page.evaluate(() => Reflect.set(globalThis, 'skew', -3_600_000));
    await expect.poll(reports, SOON).toBeGreaterThan(asked + 1);
    await shows(page, 'pass');
  });

  it('goes on when the page comes back from the back-forward cache', async ({ newPage, skip }) => {
    const page = await newPage();
    skip(await isInShell(page), 'The headless shell has no such cache; a whole Chromium has.');
    await page.goto(address(ELEMENT));
    await shows(page, 'pass');
    await page.evaluate(() =>
      addEventListener('pageshow', ({ persisted }) => Reflect.set(globalThis, 'isBack', persisted)),
    );
    await page.goto(address(''));
    player.answer = report('fail', { writes: { status: 'fail', code: 'write_refused' } });
    await page.evaluate(() => void setTimeout(() => history.back(), 50));
    await expect.poll(() => page.evaluate('globalThis.isBack'), SOON).toBe(true);
    await shows(page, 'fail');
  });

  it('asks once per interval for twenty elements, says a change once, and rests in a hidden tab', async ({
    newPage,
  }) => {
    const page = await newPage();
    player.calls.splice(0);
    await page.goto(address(ELEMENT.repeat(20)));
    await shows(page, 'pass');
    expect(reports()).toBe(1);
    await page.evaluate(() => {
      const region = document.querySelector('[role=status]');
      if (region === null) throw new Error('There is no live region.');
      const said: (string | null)[] = [];
      Reflect.set(globalThis, 'said', said);
      new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
    });
    player.answer = report('fail', { writes: { status: 'fail', code: 'write_refused' } });
    await expect.poll(() => seen(page), SOON).toBe('fail');
    expect(reports()).toBe(2);
    const all = () =>
      page.evaluate(() => document.querySelectorAll('hokusai-mlflow-status[state=fail]').length);
    await expect.poll(all).toBe(20);
    expect(await page.evaluate('said')).toEqual(['MLflow endpoint: failing']);

    const showAgain = await hideTab(page);
    const atRest = reports();
    await sleep(7_000);
    expect(reports()).toBe(atRest);
    await showAgain();
    await expect.poll(reports, SOON).toBe(atRest + 1);
  });

  it('has the colors of its page, of its own theme, or of the system', async ({ newPage }) => {
    const page = await newPage();
    const themed = (theme: string) => ELEMENT.replace('interval', `theme="${theme}" interval`);
    await page.goto(address(`${ELEMENT}${themed('dark')}${themed('light')}${themed('auto')}`));
    await shows(page, 'pass');
    const colors = await page.evaluate(() =>
      [...document.querySelectorAll('hokusai-mlflow-status')].map((element) => {
        const sign = element.shadowRoot?.querySelector('svg');
        return sign ? getComputedStyle(sign).color : '';
      }),
    );
    const [light, dark] = ['rgb(21, 113, 58)', 'rgb(88, 214, 141)'];
    // The page is a light one on a dark system.
    expect(colors).toEqual([light, dark, light, dark]);
  });
});
