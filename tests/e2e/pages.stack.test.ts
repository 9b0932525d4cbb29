import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, watchedPage } from './browser.ts';
import { sitePaths } from './sitemap.ts';

const { docsOrigin } = inject('stack');
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };
const TABS = 4;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What is wrong with a page: one line each. */
async function problemsOf(context: BrowserContext, path: string): Promise<string[]> {
  const { page, problems } = await watchedPage(context);
  await page.goto(docsOrigin + path, { waitUntil: 'load' });
  // The badge has its answer once React runs and the first report has come: by then the page has shown its faults.
  await page.locator('[data-health-state="pass"]').first().waitFor({ state: 'attached' });
  const headings = await page.locator('h1').count();
  if (headings !== 1) problems.push(`${headings} h1 headings`);
  await page.setViewportSize(PHONE);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) problems.push(`${overflow} px wider than a phone`);
  await page.close();
  return problems;
}

describe('every page of the sitemap', () => {
  it('loads with a clean console, and fits a phone without scrolling sideways', {
    timeout: 900_000,
  }, async () => {
    const paths = await sitePaths(docsOrigin);
    const queue = [...paths];
    const found: Record<string, string[]> = {};
    const context = await browser.newContext({ viewport: WIDE });
    const visitQueue = async (): Promise<void> => {
      for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
        const problems = await problemsOf(context, path);
        if (problems.length > 0) found[path] = problems;
      }
    };
    await Promise.all(Array.from({ length: TABS }, visitQueue));
    await context.close();
    expect(paths.length).toBeGreaterThan(10);
    expect(found).toEqual({});
  });
});

describe('a path that does not exist', () => {
  it('answers 404 with a page that leads back', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const answer = await page.goto(`${docsOrigin}/no-such-page/`);
    expect(answer?.status()).toBe(404);
    expect(await page.getByRole('link', { name: 'Guide' }).first().isVisible()).toBe(true);
    await context.close();
  });
});
