/** The request form in a browser, under the Content-Security-Policy of the site, against a registry that takes notes. */
import { describe, expect } from 'vitest';
import { PLACEHOLDER_KEY, TRACKING_PATH } from '../../endpoint.ts';
import { axeViolations } from '../e2e/axe.ts';
import { answered, hasFocus, keyField, openForm, sendButton, tabTo } from '../e2e/requestForm.ts';
import { siteTest as it } from '../fixtures.ts';
import { openPage } from './measure.ts';

const WIDE = { width: 1280, height: 720 };
const PHONE = { width: 360, height: 740 };
const CREATE_EXPERIMENT = '/api/mlflow/create-experiment/';

describe('the request form', () => {
  it('sends the recorded request with the typed key to the registry of this site', async ({ site, tab }) => {
    const { page, problems } = tab;
    await openForm(page, site.origin + CREATE_EXPERIMENT);
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

  it('shows the request as curl before it is sent, without the key', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await keyField(page).fill('hk_live_your_key_here');
    await page.getByText('What is sent, as curl').click();
    const command = await page.locator('form pre').first().innerText();
    expect(command).toContain(`'${site.registryOrigin}${TRACKING_PATH}/api/2.0/mlflow/experiments/create'`);
    expect(command).toContain('$MLFLOW_TRACKING_TOKEN');
    expect(command).not.toContain('hk_live_your_key_here');
  });

  it('names what is missing, and sends nothing', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await sendButton(page).click();
    await page.getByText('The API key is required.').waitFor();
    expect(await keyField(page).evaluate((input) => input === document.activeElement)).toBe(true);
    await keyField(page).fill(PLACEHOLDER_KEY);
    await page.getByLabel('name required').fill('');
    await sendButton(page).click();
    await page.getByText('name is required.').waitFor();
    expect(site.calls).toEqual([]);
  });

  it('keeps what was typed from fields to JSON and back', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await page.getByLabel('name required').fill('from-fields');
    await page.getByRole('button', { name: 'Edit the body as JSON' }).click();
    const body = page.getByLabel('Request body');
    expect(JSON.parse(await body.inputValue())).toMatchObject({ name: 'from-fields' });
    await body.fill('{"name": "from-json"}');
    await page.getByRole('button', { name: 'Edit the body in fields' }).click();
    expect(await page.getByLabel('name required').inputValue()).toBe('from-json');
  });

  it('keeps the key in memory only, and clears it', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
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

  it('finds words in an answer', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await keyField(page).fill(PLACEHOLDER_KEY);
    await sendButton(page).click();
    await answered(page);
    await page.getByLabel('Find').fill('experiment');
    await page.getByText('experiment_id: "7"').waitFor();
    await page.getByLabel('Find').fill('qqq');
    await page.getByText('Nothing matches “qqq”.').waitFor();
  });

  it.for(['light', 'dark'] as const)(
    'has no fault that axe finds, %s',
    async (colorScheme, { site, tab: { page } }) => {
      await openForm(page, site.origin + CREATE_EXPERIMENT);
      await page.emulateMedia({ colorScheme });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
      expect(await axeViolations(page, 'main')).toEqual([]);
      await page.emulateMedia({ colorScheme: null });
    },
  );

  it('fits a phone', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await page.setViewportSize(PHONE);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.setViewportSize(WIDE);
  });

  it('asks before it deletes, and Escape sends nothing', async ({ site, tab: { page } }) => {
    await openForm(page, `${site.origin}/api/mlflow/delete-registered-model/`);
    await keyField(page).fill(PLACEHOLDER_KEY);
    await page.getByLabel('name required').fill('churn');
    await sendButton(page).click();
    await page.getByText('changes the real registry. Send it?').waitFor();
    await page.keyboard.press('Escape');
    expect(site.calls).toEqual([]);
    expect(await hasFocus(sendButton(page))).toBe(true);
    await sendButton(page).click();
    await page.getByRole('button', { name: 'Send request anyway' }).click();
    await answered(page);
    expect(site.calls[0]).toMatchObject({
      method: 'DELETE',
      body: JSON.stringify({ name: 'churn' }, null, 2),
    });
  });

  it('stops a request by keyboard, and goes on from there', async ({ site, tab: { page } }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await keyField(page).fill(PLACEHOLDER_KEY);
    const calls = `${site.registryOrigin}${TRACKING_PATH}/**`;
    // Never answered.
    await page.route(calls, () => {});
    await sendButton(page).press('Enter');
    await tabTo(page, 'Stop');
    await page.keyboard.press('Enter');
    await page.getByText('Request stopped.').waitFor();
    expect(await hasFocus(sendButton(page))).toBe(true);
    await page.unroute(calls);
    await page.keyboard.press('Enter');
    await answered(page);
    expect(site.calls).toHaveLength(1);
  });

  it('tells an answer that the browser keeps back from a device that is offline', async ({
    site,
    tab: { page },
  }) => {
    await openForm(page, site.origin + CREATE_EXPERIMENT);
    await keyField(page).fill(PLACEHOLDER_KEY);
    const calls = `${site.registryOrigin}${TRACKING_PATH}/**`;
    // An answer that another page may read, not this one.
    const headers = { 'Access-Control-Allow-Origin': 'https://example.com' };
    await page.route(calls, (route) => route.fulfill({ status: 200, body: '{}', headers }));
    await sendButton(page).click();
    await page.getByText('it doesn’t let this page read the response').waitFor();
    await page.unroute(calls);
    await page.context().setOffline(true);
    await sendButton(page).click();
    await page.getByText('You’re offline.').waitFor();
    await page.context().setOffline(false);
  });

  it('sends a file as it is', async ({ site, tab: { page } }) => {
    await openForm(page, `${site.origin}/api/mlflow/upload-artifact/`);
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

  it('asks for no key where none is needed', async ({ site, tab: { page } }) => {
    await openForm(page, `${site.origin}/api/health/get-health/`);
    expect(await keyField(page).count()).toBe(0);
    expect(await page.getByText('Get a key').count()).toBe(0);
  });

  it('is not offered where only the platform can call', async ({ site, tab: { page } }) => {
    await openPage(page, `${site.origin}/api/health/get-liveness/`);
    await page.getByRole('complementary', { name: 'Code' }).waitFor({ state: 'attached' });
    expect(await page.getByRole('button', { name: 'Try it' }).count()).toBe(0);
  });

  it('says so when its code does not load, and tries again', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, site.origin + CREATE_EXPERIMENT);
    // React has come, and the form doesn't.
    await page.getByRole('button', { name: 'Try it' }).hover();
    await page.locator('html[data-has-hydrated=true]').waitFor();
    await page.route('**/assets/js/*.js', (route) => route.abort());
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByText('The request form did not load.').waitFor();
    await page.unroute('**/assets/js/*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await sendButton(page).waitFor();
  });
});

describe('code samples', () => {
  it('change by arrow keys, and the choice holds on the next page', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, site.origin + CREATE_EXPERIMENT);
    await page.getByRole('radio', { name: 'curl' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-language=python]').waitFor();
    await page.goto(`${site.origin}/api/mlflow/get-experiment/`);
    await page.locator('[data-language=python]').waitFor();
    expect(await page.getByRole('radio', { name: 'Python' }).isChecked()).toBe(true);
    await page.evaluate(() => localStorage.clear());
  });

  it('change without JavaScript', async ({ site, newPage }) => {
    const { page } = await newPage({ javaScriptEnabled: false });
    await page.goto(site.origin + CREATE_EXPERIMENT);
    await page.locator('label', { hasText: /^TypeScript$/ }).click();
    expect(await page.locator('[data-language=typescript]').isVisible()).toBe(true);
    expect(await page.locator('[data-language=curl]').isVisible()).toBe(false);
  });

  it('are copied whole', async ({ site, reader, newTab }) => {
    await reader.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { page } = await newTab();
    await openPage(page, site.origin + CREATE_EXPERIMENT);
    await page.getByRole('button', { name: 'Copy: Request in curl' }).click();
    await page.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator('[data-language=curl] code').textContent());
  });
});
