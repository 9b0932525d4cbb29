import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { BUILD_DIR } from '../budgets/builtSite.ts';
import { browserTest } from '../fixtures.ts';
import { axeViolations } from './axe.ts';
import { watchedPage } from './browser.ts';
import { covering, shapesOf } from './shapes.ts';
import { sitePaths } from './sitemap.ts';

const { docsOrigin } = inject('stack');
const PHONE = { width: 360, height: 740 };

/** Pages that one writer makes of the OpenAPI documents. */
const REFERENCE = /^\/api\/(?:mlflow|health)\/[^/]+\/$/;

const paths = await sitePaths(docsOrigin);
const reference = paths.filter((page) => REFERENCE.test(page));

/**
 * Those that axe looks at: some two dozen that between them hold every element there is. All of them takes minutes:
 * `EVERY_PAGE=true npm run test:one -- e2e/pages`.
 */
const forAxe = new Set(
  process.env.EVERY_PAGE === 'true'
    ? reference
    : covering(
        new Map(
          reference.map((page) => [
            page,
            shapesOf(readFileSync(path.join(BUILD_DIR, page, 'index.html'), 'utf8')),
          ]),
        ),
      ),
);

/** All are read in one tab: opening one costs as much as loading a page in it. */
const pageTest = browserTest.extend('visitor', { scope: 'file' }, async ({ chromium }, { onCleanup }) => {
  const context = await chromium?.newContext({
    viewport: PHONE,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  // A reader who saves data: the pages that links lead to load themselves what the links would fetch ahead.
  await context?.addInitScript(() =>
    Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '4g' } }),
  );
  onCleanup(() => context?.close());
  return context && watchedPage(context);
});

/** What axe finds in the light theme; in the dark one only colors differ. */
async function faultsInBothThemes(page: Page): Promise<string[]> {
  const light = await axeViolations(page, 'main');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.locator('html[data-theme=dark]').waitFor();
  const dark = await axeViolations(page, 'main', ['color-contrast']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

it('the sitemap names the pages', () => {
  expect(paths.length).toBeGreaterThan(10);
});

describe('every page of the sitemap loads with a clean console, and fits a phone', () => {
  pageTest.for(paths)('%s', async (where, { visitor, expect }) => {
    if (visitor === undefined) throw new Error('A browser has no context.');
    const { page, problems } = visitor;
    problems.splice(0);
    await page.goto(docsOrigin + where, { waitUntil: 'load' });
    // Once React runs and the first report has come, the page has shown its faults.
    await page.locator('hokusai-mlflow-status[state="pass"]').first().waitFor({ state: 'attached' });
    expect(await page.locator('h1').count(), 'headings of level 1').toBe(1);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'pixels wider than a phone').toBeLessThanOrEqual(0);
    if (forAxe.has(where)) expect(await faultsInBothThemes(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('a path that does not exist', () => {
  browserTest('answers 404 with a page that leads back', async ({ newPage }) => {
    const { page } = await newPage();
    const answer = await page.goto(`${docsOrigin}/no-such-page/`);
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole('link', { name: 'Guide' }).first().isVisible()).toBe(true);
  });
});
