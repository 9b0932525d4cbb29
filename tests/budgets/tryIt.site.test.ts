/** The request form in a browser, under the Content-Security-Policy of the site, against a registry that takes notes. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { REDIRECTS } from '../../config/redirects.ts';
import { PLACEHOLDER_KEY, TRACKING_PATH } from '../../endpoint.ts';
import { axeViolations } from '../e2e/axe.ts';
import { launchBrowser, NO_BROWSER, watchedPage } from '../e2e/browser.ts';
import { type BuiltSite, serveBuiltSite } from './builtSite.ts';
import { openPage } from './measure.ts';

const TIMEOUT_MS = 60_000;
const CREATE_EXPERIMENT = '/api/mlflow/create-experiment/';
const HEALTH_REPORT = '/api/health/get-health/';

let site: BuiltSite;
let browser: Browser;
beforeAll(async () => {
  site = await serveBuiltSite();
  const launched = await launchBrowser();
  if (launched === undefined) throw new Error(NO_BROWSER);
  browser = launched;
}, TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  site?.stop();
});
beforeEach(() => void site.calls.splice(0));

async function open(
  path: string,
  options?: BrowserContextOptions,
): Promise<{ page: Page; problems: string[] }> {
  const watched = await watchedPage(await browser.newContext(options));
  await openPage(watched.page, site.origin + path);
  return watched;
}

async function openForm(path: string, options?: BrowserContextOptions) {
  const watched = await open(path, options);
  await watched.page.getByRole('button', { name: 'Try it' }).click();
  await sendButton(watched.page).waitFor();
  return watched;
}

const sendButton = (page: Page) => page.getByRole('button', { name: 'Send request' });
const keyField = (page: Page) => page.getByLabel('API key');
const answered = (page: Page) =>
  page.getByRole('status').filter({ hasText: 'The registry answered with status 200.' }).waitFor();

describe('the request form', { timeout: TIMEOUT_MS }, () => {
  it('sends the recorded request with the typed key to the registry of this site', async () => {
    const { page, problems } = await openForm(CREATE_EXPERIMENT);
    await keyField(page).fill(PLACEHOLDER_KEY);
    await sendButton(page).click();
    await answered(page);

    expect(site.calls).toHaveLength(1);
    const [call] = site.calls;
    expect(call?.method).toBe('POST');
    expect(call?.path).toBe(`${TRACKING_PATH}/api/2.0/mlflow/experiments/create`);
    expect(call?.headers.authorization).toBe(`Bearer ${PLACEHOLDER_KEY}`);
    expect(call?.headers.cookie).toBeUndefined();
    expect(JSON.parse(call?.body ?? '')).toHaveProperty('name');
    expect(problems).toEqual([]);
  });

  it('shows the request as curl before it is sent, without the key', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await keyField(page).fill('hk_live_your_key_here');
    await page.getByText('What is sent, as curl').click();
    const command = await page.locator('form pre').first().innerText();
    expect(command).toContain(`'${site.registryOrigin}${TRACKING_PATH}/api/2.0/mlflow/experiments/create'`);
    expect(command).toContain('$MLFLOW_TRACKING_TOKEN');
    expect(command).not.toContain('hk_live_your_key_here');
  });

  it('names what is missing, and sends nothing', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await sendButton(page).click();
    await page.getByText('The API key is required.').waitFor();
    expect(await keyField(page).evaluate((input) => input === document.activeElement)).toBe(true);
    await keyField(page).fill(PLACEHOLDER_KEY);
    await page.getByLabel('name required').fill('');
    await sendButton(page).click();
    await page.getByText('name is required.').waitFor();
    expect(site.calls).toEqual([]);
  });

  it('keeps what was typed from fields to JSON and back', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await page.getByLabel('name required').fill('from-fields');
    await page.getByRole('button', { name: 'Edit the body as JSON' }).click();
    const body = page.getByLabel('Request body');
    expect(JSON.parse(await body.inputValue())).toMatchObject({ name: 'from-fields' });
    await body.fill('{"name": "from-json"}');
    await page.getByRole('button', { name: 'Edit the body in fields' }).click();
    expect(await page.getByLabel('name required').inputValue()).toBe('from-json');
  });

  it('keeps the key in memory only, and clears it', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await keyField(page).fill(PLACEHOLDER_KEY);
    const stored = () => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(await stored()).not.toContain(PLACEHOLDER_KEY);
    expect(await page.context().cookies()).toEqual([]);
    await page.getByLabel('Keep it in this tab').check();
    expect(await stored()).toContain(PLACEHOLDER_KEY);
    await page.getByRole('button', { name: 'Clear key' }).click();
    expect(await stored()).not.toContain(PLACEHOLDER_KEY);
    expect(await keyField(page).inputValue()).toBe('');
  });

  it('asks before it deletes, and Escape sends nothing', async () => {
    const { page } = await openForm('/api/mlflow/delete-registered-model/');
    await keyField(page).fill(PLACEHOLDER_KEY);
    await page.getByLabel('name required').fill('churn');
    await sendButton(page).click();
    await page.getByText('changes the real registry. Send it?').waitFor();
    await page.keyboard.press('Escape');
    expect(site.calls).toEqual([]);
    await sendButton(page).click();
    await page.getByRole('button', { name: 'Yes, send it' }).click();
    await answered(page);
    expect(site.calls[0]).toMatchObject({
      method: 'DELETE',
      body: JSON.stringify({ name: 'churn' }, null, 2),
    });
  });

  it('sends a file as it is', async () => {
    const { page } = await openForm('/api/mlflow/upload-artifact/');
    await keyField(page).fill(PLACEHOLDER_KEY);
    await page.getByLabel('artifact_path required').fill('1/a b/model.txt');
    await page
      .getByLabel('File')
      .setInputFiles({ name: 'm.txt', mimeType: 'text/plain', buffer: Buffer.from('weights') });
    await sendButton(page).click();
    await answered(page);
    expect(site.calls[0]).toMatchObject({ method: 'PUT', body: 'weights' });
    expect(site.calls[0]?.path).toMatch(/artifacts\/1\/a%20b\/model\.txt$/);
  });

  it('finds words in an answer', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT);
    await keyField(page).fill(PLACEHOLDER_KEY);
    await sendButton(page).click();
    await answered(page);
    await page.getByLabel('Find').fill('experiment');
    await page.getByText('experiment_id: "7"').waitFor();
    await page.getByLabel('Find').fill('qqq');
    await page.getByText('Nothing matches “qqq”.').waitFor();
  });

  it('asks for no key where none is needed', async () => {
    const { page } = await openForm(HEALTH_REPORT);
    expect(await keyField(page).count()).toBe(0);
    expect(await page.getByText('Get a key').count()).toBe(0);
  });

  it('is not offered where only the platform can call', async () => {
    const { page } = await open('/api/health/get-liveness/');
    await page.getByRole('complementary', { name: 'Code' }).waitFor({ state: 'attached' });
    expect(await page.getByRole('button', { name: 'Try it' }).count()).toBe(0);
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

describe('code samples', { timeout: TIMEOUT_MS }, () => {
  it('change by arrow keys, and the choice holds on the next page', async () => {
    const { page } = await open(CREATE_EXPERIMENT);
    await page.getByRole('radio', { name: 'curl' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-language=python]').waitFor();
    await page.goto(`${site.origin}/api/mlflow/get-experiment/`);
    await page.locator('[data-language=python]').waitFor();
    expect(await page.getByRole('radio', { name: 'Python' }).isChecked()).toBe(true);
  });

  it('change without JavaScript', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(site.origin + CREATE_EXPERIMENT);
    await page.getByText('TypeScript', { exact: true }).click();
    expect(await page.locator('[data-language=typescript]').isVisible()).toBe(true);
    expect(await page.locator('[data-language=curl]').isVisible()).toBe(false);
  });

  it('are copied whole', async () => {
    const { page } = await open(CREATE_EXPERIMENT, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy: Request in curl' }).click();
    await page.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('[data-language=curl] code').textContent());
  });
});

/** Small, large, deprecated, with an upload, without a form, and the two kinds of list. */
const PAGES = [
  CREATE_EXPERIMENT,
  '/api/mlflow/start-trace/',
  '/api/mlflow/search-runs/',
  '/api/mlflow/log-run-model/',
  '/api/mlflow/upload-artifact/',
  '/api/health/get-liveness/',
  '/api/mlflow/runs/',
  '/api/mlflow/',
];

describe('pages of the reference', { timeout: TIMEOUT_MS }, () => {
  it.each(PAGES.flatMap((path) => [[path, 'light'] as const, [path, 'dark'] as const]))(
    '%s has no fault that axe finds, %s',
    async (path, colorScheme) => {
      const { page } = await open(path, { colorScheme });
      expect(await axeViolations(page, 'main')).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)('have none with the form open, %s', async (colorScheme) => {
    const { page } = await openForm(CREATE_EXPERIMENT, { colorScheme });
    expect(await axeViolations(page, 'main')).toEqual([]);
  });

  it.each(PAGES)('%s fits a phone', async (path) => {
    const { page } = await open(path, { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  it('fit a phone with the form open', async () => {
    const { page } = await openForm(CREATE_EXPERIMENT, { viewport: { width: 360, height: 740 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

describe('the list of all operations', { timeout: TIMEOUT_MS }, () => {
  const rows = (page: Page) => page.locator('.r-tag:not([hidden]) tbody tr:not([hidden])');

  it('is filtered by words and method, which the address keeps', async () => {
    const { page } = await open('/api/mlflow/');
    await page.getByLabel('Filter').fill('runs/create');
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await rows(page).first().textContent()).toContain('/runs/create');
    await page.getByLabel('Filter').fill('createRun');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByLabel('Method').selectOption('DELETE');
    await page.getByText('No operation matches.').waitFor();
    await page.reload();
    await page.getByText('No operation matches.').waitFor();
    expect(new URL(page.url()).search).toBe('?q=createRun&method=DELETE');
  });

  it('marks what an older server lacks, for as long as the tab lives', async () => {
    const { page } = await open('/api/mlflow/');
    expect(await page.locator('.r-missing').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Server' }).selectOption('3.9');
    await page.locator('tr.r-missing', { hasText: 'artifacts/presigned-upload-url' }).waitFor();
    expect(await page.locator('tr.r-missing', { hasText: '/runs/create' }).count()).toBe(0);
    await page.goto(`${site.origin}/api/mlflow/`);
    await page.locator('tr.r-missing').first().waitFor();
  });

  it('leads from a version to the document of that version', async () => {
    const { page } = await open('/api/mlflow/?version=3.9');
    const href = await page
      .getByRole('link', { name: 'OpenAPI document of this version' })
      .getAttribute('href');
    const answer = await page.request.get(site.origin + href);
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0', info: { version: '3.9' } });
  });
});

describe('old addresses', { timeout: TIMEOUT_MS }, () => {
  it.each(REDIRECTS)('$from leads to $to', async ({ from, to }) => {
    const page = await browser.newPage();
    await page.goto(site.origin + from);
    await page.waitForURL(site.origin + to);
  });
});
