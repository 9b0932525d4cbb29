import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { browserTest } from '../fixtures.ts';
import { axeViolations } from './axe.ts';
import { watchedPage } from './browser.ts';
import { sitePaths } from './sitemap.ts';

const { docsOrigin } = inject('stack');
const PHONE = { width: 360, height: 740 };

/** Pages of operations: nobody writes them by hand, so nobody would see a fault of one. */
const OPERATION = /^\/api\/(?:mlflow|health)\/[^/]+\/$/;

const paths = await sitePaths(docsOrigin);

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

describe('every page of the sitemap loads with a clean console and fits a phone, and axe finds nothing on an operation', () => {
  pageTest.for(paths)('%s', async (path, { visitor, expect }) => {
    if (visitor === undefined) throw new Error('A browser has no context.');
    const { page, problems } = visitor;
    problems.splice(0);
    await page.goto(docsOrigin + path, { waitUntil: 'load' });
    // Once React runs and the first report has come, the page has shown its faults.
    await page.locator('html[data-has-hydrated=true]').waitFor();
    await page.locator('hokusai-mlflow-status[state="pass"]').first().waitFor({ state: 'attached' });
    expect(await page.locator('h1').count(), 'headings of level 1').toBe(1);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, 'pixels wider than a phone').toBeLessThanOrEqual(0);
    if (OPERATION.test(path)) expect(await faultsInBothThemes(page)).toEqual([]);
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
