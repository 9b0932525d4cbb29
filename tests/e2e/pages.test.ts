import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, watchedPage } from './browser.ts';
import { sitePaths } from './sitemap.ts';

const { docsOrigin } = inject('stack');
const VIEWPORTS = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };
const TABS = 4;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Visits every page of the sitemap in a few tabs and returns what `look` found, by path. */
async function visitAll(
  viewport: { width: number; height: number },
  look: (page: import('playwright-core').Page) => Promise<string[]>,
): Promise<{ visited: number; problems: Record<string, string[]> }> {
  const queue = await sitePaths(docsOrigin);
  const visited = queue.length;
  const found: Record<string, string[]> = {};
  const context = await browser.newContext({ viewport });
  const tab = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const { page, problems } = await watchedPage(context);
      await page.goto(docsOrigin + path, { waitUntil: 'load' });
      // The badge has its answer once React runs and the first report has come: by then the page has shown its faults.
      await page.locator('[data-health-state="pass"]').first().waitFor({ state: 'attached' });
      const all = [...problems, ...(await look(page))];
      if (all.length > 0) found[path] = all;
      await page.close();
    }
  };
  await Promise.all(Array.from({ length: TABS }, tab));
  await context.close();
  return { visited, problems: found };
}

describe('every page of the sitemap', () => {
  it('loads without a message in the console, on a wide screen', { timeout: 600_000 }, async () => {
    const { visited, problems } = await visitAll(VIEWPORTS.desktop, async (page) => {
      const headings = await page.locator('h1').count();
      return headings === 1 ? [] : [`${headings} h1 headings`];
    });
    expect(visited).toBeGreaterThan(10);
    expect(problems).toEqual({});
  });

  it('fits a phone without scrolling sideways', { timeout: 600_000 }, async () => {
    const { problems } = await visitAll(VIEWPORTS.phone, async (page) => {
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      return overflow > 0 ? [`${overflow} px wider than the screen`] : [];
    });
    expect(problems).toEqual({});
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
