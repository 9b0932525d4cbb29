/** The request form in a browser, under the Content-Security-Policy of the site, against a registry that takes notes. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { PLACEHOLDER_KEY, TRACKING_PATH, TRACKING_URI } from '../../endpoint.ts';
import { axeViolations } from '../e2e/axe.ts';
import type { WatchedPage } from '../e2e/browser.ts';
import { siteTest as it } from '../fixtures.ts';
import type { BuiltSite } from './builtSite.ts';
import { openPage } from './measure.ts';

const CREATE_EXPERIMENT = '/api/mlflow/create-experiment/';
const HEALTH_REPORT = '/api/health/get-health/';

let site: BuiltSite;
let newPage: (options?: BrowserContextOptions) => Promise<WatchedPage>;
it.beforeEach(({ site: served, newPage: open }) => {
  [site, newPage] = [served, open];
});

async function open(path: string, options?: BrowserContextOptions): Promise<WatchedPage> {
  const watched = await newPage(options);
  await openPage(watched.page, site.origin + path);
  return watched;
}

async function openForm(path: string, options?: BrowserContextOptions) {
  const watched = await open(path, options);
  await watched.page.getByRole('button', { name: 'Try it' }).click();
  await sendButton(watched.page).waitFor();
  return watched;
}

const sendButton = (page: Page) => page.getByRole('button', { name: 'Send API Request' });

describe('the request form', () => {
  it('sends the recorded request with the typed key to the registry of this site', async () => {
    const { page, problems } = await openForm(CREATE_EXPERIMENT);
    await page.getByLabel('Bearer Token').fill(PLACEHOLDER_KEY);
    await sendButton(page).click();
    await page.getByText('The registry answered with status 200.').waitFor({ state: 'attached' });

    expect(site.calls).toHaveLength(1);
    const [call] = site.calls;
    expect(call?.method).toBe('POST');
    expect(call?.path).toBe(`${TRACKING_PATH}/api/2.0/mlflow/experiments/create`);
    expect(call?.headers.authorization).toBe(`Bearer ${PLACEHOLDER_KEY}`);
    expect(call?.headers.cookie).toBeUndefined();
    expect(JSON.parse(call?.body ?? '')).toHaveProperty('name');
    expect(problems).toEqual([]);
  });

  it('keeps the key in memory only, and forgets it when it is closed', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await page.getByLabel('Bearer Token').fill(PLACEHOLDER_KEY);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored).not.toContain(PLACEHOLDER_KEY);
    expect(await page.context().cookies()).toEqual([]);

    await page.getByRole('button', { name: 'Close the request form' }).click();
    await page.getByRole('button', { name: 'Try it' }).click();
    expect(await page.getByLabel('Bearer Token').inputValue()).toBe('');
  });

  it('offers this registry first and the hosted one with the reason why not', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await page.getByRole('button', { name: 'Edit' }).click();
    const servers = page.getByLabel('Base URL');
    expect(await servers.locator('option').allTextContents()).toEqual([
      `${site.registryOrigin}${TRACKING_PATH}`,
      TRACKING_URI,
    ]);
    await servers.selectOption(TRACKING_URI);
    await page.getByText(`this page may call ${site.registryOrigin} only`).waitFor();
  });

  it('asks for no key where none is needed', async () => {
    const { page } = await openForm(HEALTH_REPORT);
    expect(await page.getByLabel('Bearer Token').count()).toBe(0);
    expect(await page.getByText('Get a key').count()).toBe(0);
  });

  it('is not offered where only the platform can call', async () => {
    const { page } = await open('/api/health/get-liveness/');
    await page.locator('.openapi-right-panel__container').waitFor({ state: 'attached' });
    expect(await page.getByRole('button', { name: 'Try it' }).count()).toBe(0);
  });

  it('opens by keyboard, and Tab leaves the body again', async () => {
    const { page } = await open(CREATE_EXPERIMENT);
    await page.getByRole('button', { name: 'Try it' }).focus();
    await page.keyboard.press('Enter');
    await sendButton(page).waitFor();
    await page.getByLabel('Request body').focus();
    await page.keyboard.press('Tab');
    expect(await sendButton(page).evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('says so when its code does not load, and tries again', async () => {
    const { page } = await open(CREATE_EXPERIMENT);
    await page.route('**/assets/js/*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('The request form did not load.').waitFor();
    await page.unroute('**/assets/js/*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await sendButton(page).waitFor();
  });
});

describe('code samples', () => {
  it('change by arrow keys, and the choice holds on the next page', async () => {
    const { page } = await open(CREATE_EXPERIMENT);
    await page.getByRole('tab', { name: 'curl' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.goto(`${site.origin}/api/mlflow/get-experiment/`);
    await page.getByRole('tab', { name: 'Python', selected: true }).waitFor();
  });
});

describe('an operation page', () => {
  it.each(['light', 'dark'] as const)(
    'has no fault that axe finds, %s, with the form open',
    async (colorScheme) => {
      const { page } = await openForm(CREATE_EXPERIMENT, { colorScheme });
      expect(await axeViolations(page, 'main')).toEqual([]);
    },
  );

  it('fits a phone with the form open', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT, { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
