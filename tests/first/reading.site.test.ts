/** What a reader does on a page before React is there, and without it ever being asked for. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { siteTest as it } from '../fixtures.ts';

const PHONE = { viewport: { width: 360, height: 740 } };
const GUIDE = '/docs/tracking/runs/';
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** Whether the page has asked for React. */
const hasReact = (page: Page) => page.locator('script[src*="/assets/js/"]').count();

describe('without React', () => {
  it('a page is read, and no script of it comes', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
    });
    for (const where of [GUIDE, '/', '/api/mlflow/create-run/', '/status/', '/api/coverage/']) {
      await page.goto(site.origin + where);
      await page.mouse.move(300, 300);
      await page.mouse.wheel(0, 500);
      await page.keyboard.press('Tab');
    }
    expect(scripts.filter((path) => !path.startsWith('/assets/status/'))).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('the theme goes from the system to light and dark and back, and is kept', async ({ site, newPage }) => {
    const { page } = await newPage({ colorScheme: 'dark' });
    await page.goto(site.origin + GUIDE);
    const button = page.locator('[data-action=theme]:visible');
    const theme = () => page.locator('html').getAttribute('data-theme');
    const seen: (string | null)[] = [await theme()];
    for (const name of ['Theme: system', 'Theme: light', 'Theme: dark']) {
      expect(await button.getAttribute('aria-label')).toBe(name);
      await button.click();
      seen.push(await theme());
    }
    expect(seen).toEqual(['dark', 'light', 'dark', 'dark']);
    await button.click();
    await page.goto(`${site.origin}/docs/quickstart/`);
    expect(await theme()).toBe('light');
    expect(await hasReact(page)).toBe(0);
  });

  it('the menu of a phone opens, folds out, closes by Escape and leads on', async ({ site, newPage }) => {
    const { page } = await newPage(PHONE);
    await page.goto(site.origin + GUIDE);
    const menu = page.locator('#menu');
    expect(await menu.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await menu.getByRole('link', { name: 'API reference' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await menu.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await menu.locator('summary', { hasText: 'Production' }).click();
    await menu.getByRole('link', { name: 'Retries and timeouts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Retries and timeouts' }).waitFor();
    expect(await menu.isVisible()).toBe(false);
  });

  it('the menu of a page without a sidebar has the links of the site', async ({ site, newPage }) => {
    const { page } = await newPage(PHONE);
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.locator('#menu').getByRole('link', { name: 'Guide' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/docs/');
  });

  it('categories fold by keyboard, and stay as they were on the next page', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(site.origin + GUIDE);
    const production = page.locator('summary', { hasText: 'Production' });
    const link = page.getByRole('link', { name: 'Retries and timeouts' });
    const before = await link.isVisible();
    await production.focus();
    await page.keyboard.press('Enter');
    expect(await link.isVisible()).toBe(!before);
    await page.goto(`${site.origin}/docs/quickstart/`);
    expect(await link.isVisible()).toBe(true);
  });

  it('the sidebar is hidden and shown, and stays hidden on the next page', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(site.origin + GUIDE);
    const sidebar = page.getByRole('navigation', { name: 'Docs sidebar' });
    await page.getByRole('button', { name: 'Hide the sidebar' }).click();
    expect(await sidebar.isVisible()).toBe(false);
    await page.goto(`${site.origin}/docs/quickstart/`);
    expect(await sidebar.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Show the sidebar' }).click();
    expect(await sidebar.isVisible()).toBe(true);
  });

  it('tabs change by pointer and arrow keys, and the choice is kept', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/docs/quickstart/`);
    const tabs = page.getByRole('tab');
    const chosen = () => page.getByRole('tab', { selected: true }).first().textContent();
    const names = await tabs.allTextContents();
    expect(names.length).toBeGreaterThan(1);
    expect(await chosen()).toBe(names[0]);
    await tabs.nth(1).click();
    expect(await chosen()).toBe(names[1]);
    expect(await page.getByRole('tabpanel').count()).toBe(1);
    await page.keyboard.press('ArrowLeft');
    expect(await chosen()).toBe(names[0]);
    await page.keyboard.press('End');
    expect(await chosen()).toBe(names.at(-1));
    await page.reload();
    expect(await chosen()).toBe(names.at(-1));
  });

  it('a block is copied as it stands, and the page as Markdown', async ({ site, newPage }) => {
    const { page } = await newPage(CLIPBOARD);
    await page.goto(site.origin + GUIDE);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.locator('#code-1').getByRole('button', { name: 'Copy' }).click();
    await page.locator('#code-1 [data-state=done]').waitFor();
    expect(await clipboard()).toMatch(/^export MLFLOW_TRACKING_URI=\S+\nexport MLFLOW_TRACKING_TOKEN=\S+$/);
    await page.getByRole('button', { name: 'Copy page' }).click();
    await page.getByText('Copied').first().waitFor();
    expect(await clipboard()).toMatch(/^# Experiments and runs\n/m);
  });

  it('says when the page cannot be copied', async ({ site, newPage }) => {
    const { page } = await newPage(CLIPBOARD);
    await page.goto(site.origin + GUIDE);
    await page.route('**/*.md', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('button', { name: 'Copy page' }).click();
    await page.locator('[data-action=copy-page][data-state=failed]').waitFor();
    expect(await page.getByRole('status').last().textContent()).toMatch(/^Couldn't copy/);
  });

  it('the table of contents marks the section that is read', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(site.origin + GUIDE);
    const links = page.locator('.toc-highlight');
    const last = (await links.count()) - 1;
    const marked = page.locator('.table-of-contents__link--active');
    expect(await marked.textContent()).toBe(await links.first().textContent());
    await links.nth(last).click();
    await page.waitForFunction(
      (text) => document.querySelector('.table-of-contents__link--active')?.textContent === text,
      await links.nth(last).textContent(),
    );
    expect(await marked.count()).toBe(1);
  });

  it('the page behind a link is loaded while the pointer rests on it, but not to save data', async ({
    site,
    newPage,
  }) => {
    const { page } = await newPage();
    await page.goto(site.origin + GUIDE);
    const hint = (path: string) => page.locator(`link[rel=prefetch][href="${path}"]`);
    await page.getByRole('link', { name: 'Quickstart' }).first().hover();
    await hint('/docs/quickstart/').waitFor({ state: 'attached' });
    // Whether the reader saves data is asked just before the page would be loaded.
    await page.evaluate(() => {
      const get = () => {
        document.documentElement.dataset.asked = '';
        return { saveData: true };
      };
      Object.defineProperty(Navigator.prototype, 'connection', { get });
    });
    await page.getByRole('link', { name: 'Tracking URI' }).first().hover();
    await page.locator('html[data-asked]').waitFor();
    expect(await hint('/docs/tracking-uri/').count()).toBe(0);
  });
});

describe('without JavaScript', () => {
  it('pages, menus, categories and tabs are there', async ({ site, newPage }) => {
    const { page } = await newPage({ javaScriptEnabled: false, ...PHONE });
    await page.goto(`${site.origin}/docs/quickstart/`);
    expect(await page.getByRole('tabpanel').count()).toBeGreaterThan(1);
    expect(await page.locator('[data-action=copy]:visible').count()).toBe(0);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.locator('#menu summary', { hasText: 'Production' }).click();
    await page.locator('#menu').getByRole('link', { name: 'Retries and timeouts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Retries and timeouts' }).waitFor();
  });
});
