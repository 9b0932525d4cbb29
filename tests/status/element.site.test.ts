// The element's sizes, its panel and the picture badge on somebody else's page: names, contrast, movement, keyboard.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { badgeSvg, stateBadge, uptimeBadge } from '../../health/report/badge.ts';
import { buildStatusElement } from '../../plugins/statusElement/build.ts';
import { axeViolations } from '../e2e/axe.ts';
import { browserTest } from '../fixtures.ts';
import { json, type Player, report, startPlayer } from './player.ts';

const tags = (sizes: readonly string[]) =>
  sizes.map((size) => `<p><hokusai-mlflow-status size="${size}"></hokusai-mlflow-status></p>`).join('');

let player: Player;

beforeAll(async () => {
  player = await startPlayer(await buildStatusElement('.'));
});
afterAll(() => player?.stop());
beforeEach(() => {
  player.calls.splice(0);
  player.answer = report('pass');
});

const pageWith = (body: string, more = '') => `${player.origin}/?${new URLSearchParams({ body })}${more}`;

/** What an element shows, once it has looked. */
async function shown(page: Page, timeout = 15_000): Promise<string> {
  const element = page.locator('hokusai-mlflow-status').first();
  await page.locator('hokusai-mlflow-status:not([state=checking])').first().waitFor({ timeout });
  const stale = (await element.getAttribute('stale')) === null ? '' : ', last known';
  return `${await element.getAttribute('state')}${stale}`;
}

describe('all sizes', () => {
  browserTest.for(['light', 'dark'] as const)(
    'in a %s page have names, contrast and no movement',
    async (theme, { newPage, expect }) => {
      player.answer = (request, response) =>
        request.url === '/api/health/mlflow'
          ? report('warn', { artifacts: { status: 'warn', code: 'slow' } })(request, response)
          : json(404, {})(request, response);
      const { page, problems } = await newPage({
        colorScheme: theme,
        reducedMotion: 'reduce',
        viewport: { width: 320, height: 900 },
      });
      await page.addInitScript(() => {
        Reflect.set(globalThis, 'moved', 0);
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            Reflect.set(globalThis, 'moved', Reflect.get(globalThis, 'moved') + Reflect.get(entry, 'value'));
        }).observe({ type: 'layout-shift', buffered: true });
      });
      const link = `<a href="/status">${tags(['badge']).slice(3, -4)}</a>`;
      await page.goto(pageWith(`${tags(['dot', 'line'])}${link}${tags(['panel'])}`, `&theme=${theme}`));
      expect(await shown(page)).toBe('warn');
      await page.getByRole('region', { name: 'Health of the MLflow endpoint' }).waitFor();
      await page.getByText('Artifacts', { exact: true }).waitFor();
      expect(await page.getByRole('link', { name: 'MLflow endpoint: Degraded' }).count()).toBe(1);
      expect(await axeViolations(page, 'body')).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
      expect(await page.evaluate('moved')).toBe(0);
      await page.emulateMedia({ forcedColors: 'active' });
      expect(await axeViolations(page, 'body')).toEqual([]);
      const colors = await page
        .locator('hokusai-mlflow-status')
        .evaluateAll((all) =>
          all.flatMap((element) =>
            [...(element.shadowRoot?.querySelectorAll('svg[data-tone=warn]') ?? [])].map(
              (sign) => getComputedStyle(sign).color,
            ),
          ),
        );
      // Each sign has the color of the text, whatever that is, in place of its own.
      expect(new Set(colors).size).toBe(1);
      expect(colors[0]).not.toBe(theme === 'light' ? 'rgb(138, 83, 0)' : 'rgb(255, 194, 75)');
      // The policy of the page refuses inline styles, inline scripts and unsafe sinks: nothing of the kind was tried.
      expect(problems.filter((line) => !line.includes('404'))).toEqual([]);
    },
  );
});

describe('the panel with history', () => {
  browserTest(
    'reads days with the keyboard and as a table, and keeps them while it is renewed',
    async ({ newPage }) => {
      const buckets = Array.from({ length: 90 }, (_, day) => (day < 10 ? null : day === 88 ? 0.5 : 1));
      const series = Object.fromEntries(
        ['overall', 'front-door', 'writes'].map((name) => [
          name,
          { availability: 0.99, known: 0.9, buckets },
        ]),
      );
      const began = new Date(Date.now() - 5_400_000).toISOString();
      const history = {
        // Midnight in Berlin. Clocks change within the window, and the days keep their names.
        from: '2026-08-29T22:00:00Z',
        bucketSeconds: 86_400,
        series,
        maintenance: [],
        transitions: [{ time: began, check: 'writes', status: 'fail', code: 'write_refused' }],
      };
      player.answer = (request, response) =>
        request.url?.includes('/history')
          ? json(200, history)(request, response)
          : report('fail', { writes: { status: 'fail', code: 'write_refused' } })(request, response);
      const { page } = await newPage({ timezoneId: 'Europe/Berlin' });
      await page.goto(
        pageWith(
          '<hokusai-mlflow-status size="panel" history></hokusai-mlflow-status><hokusai-mlflow-status size="line" notice></hokusai-mlflow-status>',
        ),
      );
      const day = page.getByRole('slider', { name: 'Writes, day' });
      await day.focus();
      await page.keyboard.press('ArrowLeft');
      expect(await day.getAttribute('aria-valuetext')).toBe('Thu, Nov 26: 50.00%');
      await page.keyboard.press('Home');
      expect(await day.getAttribute('aria-valuetext')).toBe('Sun, Aug 30: no data');
      expect(await page.getByText('One bar for each day in your time zone, Europe/Berlin.').count()).toBe(1);
      expect(player.calls).toContain('/api/health/mlflow/history?window=90d&timezone=Europe%2FBerlin');
      await page.getByText('Show as a table').click();
      // The browser tells of the opening a moment later.
      await expect.poll(() => page.getByRole('row').count()).toBe(91);
      expect(await page.locator('[data-check=writes]').innerText()).toMatch(
        /New runs, metrics and tags can't be logged\. Reading works\..* Since /s,
      );
      expect(
        await page.getByRole('listitem').filter({ hasText: 'for 1 hour 30 minutes so far' }).count(),
      ).toBe(1);
      expect(await axeViolations(page, 'body')).toEqual([]);
      await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
      expect(await axeViolations(page, 'body')).toEqual([]);

      const notice = page.locator('hokusai-mlflow-status[notice]');
      await notice.getByText(/^MLflow endpoint: failing since .*\.$/).waitFor();
      await notice.getByRole('button', { name: 'Dismiss' }).click();
      expect(await notice.isVisible()).toBe(false);
      await page.reload();
      await page.getByRole('slider', { name: 'Writes, day' }).waitFor();
      expect(await notice.isVisible()).toBe(false);
    },
  );
});

describe('the picture badge', () => {
  browserTest('keeps its words in their boxes, whatever the font', async ({ newPage }) => {
    const { page } = await newPage();
    const faces = [
      stateBadge('pass', true),
      stateBadge('unknown'),
      uptimeBadge('90d', 0.99871, 'front-door'),
    ];
    const over: string[] = [];
    for (const face of faces) {
      for (const font of ['sans-serif', 'serif', 'monospace']) {
        await page.setContent(badgeSvg(face).replace(/font-family="[^"]*"/, `font-family="${font}"`));
        const boxes = await page.locator('g > rect, text').evaluateAll((all) =>
          all.map((each) => {
            const { left, right } = each.getBoundingClientRect();
            return { left, right };
          }),
        );
        const [first, second, label, message] = boxes;
        const fits = (text?: { left: number; right: number }, box?: { left: number; right: number }) =>
          text && box && text.left > box.left && text.right < box.right;
        if (!fits(label, first) || !fits(message, second)) over.push(`${face.message} in ${font}`);
      }
    }
    expect(over).toEqual([]);
  });
});
