/** The search as a reader uses it, in the built site with its Content-Security-Policy and its real index, and without React. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { axeViolations } from '../e2e/axe.ts';
import type { WatchedPage } from '../e2e/browser.ts';
import { siteTest as it } from '../fixtures.ts';

const START = '/docs/quickstart/';
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

let newPage: (options?: BrowserContextOptions) => Promise<WatchedPage>;
let origin: string;
let page: Page;
let problems: string[];
it.beforeEach(({ newPage: open, site }) => {
  newPage = open;
  ({ origin } = site);
});

interface Reader extends BrowserContextOptions {
  /** Whether React's scripts come. The search does without. */
  react?: boolean;
}

/** Opens a page. */
async function start({ react = false, ...options }: Reader = {}): Promise<void> {
  ({ page, problems } = await newPage({ viewport: WIDE, ...options }));
  // Answered and not refused, so that the console stays empty.
  if (!react)
    await page.route('**/assets/js/*', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: '' }),
    );
  await page.goto(origin + START);
}

const button = () => page.getByRole('button', { name: 'Search', exact: true });
const input = () => page.getByRole('combobox');
const options = () => page.getByRole('option');
const active = () => page.locator('[role=option][aria-selected=true]');
const isFocused = (element: Element) => element === document.activeElement;

/** Types into the open dialog; the results are there when it ends. */
async function ask(query: string): Promise<void> {
  await input().fill(query);
  await page.locator('[role=listbox][aria-busy=false]').waitFor();
}

async function search(query: string): Promise<void> {
  await button().click();
  await ask(query);
}

describe('by keyboard alone', () => {
  it('leads from Ctrl+K and the name of an operation to its page', async () => {
    await start();
    await page.keyboard.press('Control+k');
    await input().waitFor();
    await page.keyboard.type('createRun');
    await active().waitFor();
    expect(await active().textContent()).toContain('POST /api/2.0/mlflow/runs/create');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/api/mlflow/create-run/');
    await page.getByRole('heading', { level: 1, name: 'Create a run' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('opens by a slash, and Escape gives the focus back to the button', async () => {
    await start();
    await page.keyboard.press('/');
    await input().waitFor();
    await page.keyboard.press('Escape');
    await input().waitFor({ state: 'hidden' });
    await expect.poll(() => button().evaluate(isFocused)).toBe(true);
    expect(problems).toEqual([]);
  });

  it('keeps Tab within the dialog', async () => {
    await start();
    await search('tracking uri');
    for (let presses = 0; presses < 8; presses += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(
        () => document.activeElement !== document.body && document.activeElement?.closest('dialog') === null,
      );
      expect(outside).toBe(false);
    }
  });

  it('leads to a heading, and shows it', async () => {
    await start();
    await search('"API key required"');
    await page.keyboard.press('ArrowDown');
    const url = (await active().getAttribute('href')) ?? '';
    expect(url).toMatch(/^\/docs\/[^#]+#.+/);
    await page.keyboard.press('Enter');
    await page.waitForURL(origin + url);
    await page.waitForFunction(
      (id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < window.innerHeight,
      url.split('#')[1] ?? '',
    );
  });

  it('walks past the end of a long list, which grows', async () => {
    await start();
    await search('run');
    const shown = await options().count();
    for (let n = 0; n < shown; n += 1) await page.keyboard.press('ArrowDown');
    await options().nth(shown).waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await active().evaluate((option) => option.getBoundingClientRect().bottom)).toBeLessThan(
      WIDE.height,
    );
  });
});

describe('a question', () => {
  it('leads to pages that say its words, and shows them', async () => {
    await start();
    await button().click();
    const missing: string[] = [];
    for (const query of [
      'register model',
      'artifact_uri',
      'API key required',
      'REGISTRY_ADMIN_REQUIRED',
      '401',
    ]) {
      await ask(query);
      const text = (await page.getByRole('listbox').textContent())?.toLowerCase() ?? '';
      for (const word of query.toLowerCase().split(' '))
        if (!text.includes(word)) missing.push(`${word} of ${query}`);
    }
    expect(missing).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('the dialog', () => {
  it('keeps what was typed when it is opened again, on another page too', async () => {
    await start();
    await search('createRun');
    await options().first().click();
    await page.waitForURL('**/api/mlflow/create-run/');
    await button().click();
    await options().first().waitFor();
    expect(await input().inputValue()).toBe('createRun');
  });

  it('finds pages without a connection once it was opened', async () => {
    await start();
    await search('alias');
    await page.context().setOffline(true);
    await ask('metrics');
    expect(await options().first().textContent()).toContain('Metrics, parameters, and tags');
  });

  it('offers similar words when nothing is found', async () => {
    await start();
    await button().click();
    await input().fill('artfcs');
    await page.getByRole('button', { name: 'artifacts' }).click();
    await options().first().waitFor();
    expect(await input().inputValue()).toBe('artifacts');
  });

  it('says that nothing is found, and leads to the list of operations', async () => {
    await start();
    await button().click();
    await input().fill('qqqxyz');
    await page.getByText('No results for “qqqxyz”.').waitFor();
    await page.getByRole('link', { name: 'all operations of the API' }).click();
    await page.waitForURL('**/api/');
    expect(problems).toEqual([]);
  });

  it('says that the index did not load, and recovers', async () => {
    await start();
    await page.route('**/search/index.json', (route) => route.abort());
    await button().click();
    await input().fill('metrics');
    await page.getByText('The search index didn’t load.').waitFor();
    await page.unroute('**/search/index.json');
    await page.getByRole('button', { name: 'Try again' }).click();
    await options().first().waitFor();
  });

  it('says that it did not load itself, and recovers', async () => {
    await start();
    await page.context().setOffline(true);
    await button().click();
    await page.getByText('Search didn’t load.').waitFor();
    await page.context().setOffline(false);
    await page.keyboard.type('createRun');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/api/mlflow/create-run/');
  });

  it('takes what is typed while the rest of it loads, and opens the first result for an early Enter', async () => {
    await start();
    const released = Promise.withResolvers<void>();
    await page.route('**/assets/search/box.*', async (route) => {
      await released.promise;
      await route.continue();
    });
    await page.keyboard.press('/');
    await page.keyboard.type('createRun');
    expect(await input().inputValue()).toBe('createRun');
    await page.keyboard.press('Enter');
    released.resolve();
    await page.waitForURL('**/api/mlflow/create-run/');
    expect(problems).toEqual([]);
  });

  it('is the same where React runs, without an error of hydration', async () => {
    await start({ react: true });
    await page.mouse.move(400, 400);
    await search('createRun');
    await options().first().click();
    await page.waitForURL('**/api/mlflow/create-run/');
    expect(problems).toEqual([]);
  });

  it('fills a phone, and nothing scrolls sideways', async () => {
    await start({ viewport: PHONE, isMobile: true, hasTouch: true });
    const boxes = await Promise.all(
      [button(), page.locator('.navbar hokusai-mlflow-status').first()].map((part) => part.boundingBox()),
    );
    const [search1, badge] = boxes;
    expect(search1 && badge && badge.x + badge.width <= search1.x).toBe(true);
    await search('artifact_uri');
    const box = await page.getByRole('dialog').boundingBox();
    expect(box).toEqual({ x: 0, y: 0, ...PHONE });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    const url = await options().first().getAttribute('href');
    await options().first().tap();
    await page.waitForURL(origin + url);
    expect(problems).toEqual([]);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  it('has no fault that axe finds, with hints, results or none', async () => {
    await start({ colorScheme });
    await button().click();
    await page.getByRole('button', { name: 'createRun' }).waitFor();
    const found = { hints: await axeViolations(page, 'dialog'), results: [''], none: [''] };
    await ask('metrics');
    found.results = await axeViolations(page, 'dialog');
    await input().fill('qqqxyz');
    await page.getByText('No results for').waitFor();
    found.none = await axeViolations(page, 'dialog');
    expect(found).toEqual({ hints: [], results: [], none: [] });
  });
});
