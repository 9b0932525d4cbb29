/** The request form against the real registry: what a reader does with a key, and with none that is right. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import * as z from 'zod';
import { PLACEHOLDER_KEY, TRACKING_PATH } from '../../endpoint.ts';
import { launchBrowser, NO_BROWSER, watchedPage } from './browser.ts';

const { docsOrigin, registryOrigin, trackingUri, key } = inject('stack');
const SEARCH = '/api/mlflow/search-experiments/';
const CREATE = '/api/mlflow/create-experiment/';

const searchAnswer = z.object({ experiments: z.array(z.object({ name: z.string() })).min(1) });
const createAnswer = z.object({ experiment_id: z.string() });

let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: string[];
beforeAll(async () => {
  const launched = await launchBrowser();
  if (launched === undefined) throw new Error(NO_BROWSER);
  browser = launched;
});
afterAll(() => browser?.close());
beforeEach(async () => {
  context = await browser.newContext();
  ({ page, problems } = await watchedPage(context));
});
afterEach(() => context.close());

async function openForm(path: string): Promise<void> {
  await page.goto(docsOrigin + path);
  await page.locator('html[data-has-hydrated=true]').waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  await sendButton().waitFor();
}

const sendButton = () => page.getByRole('button', { name: 'Send request' });
const keyField = () => page.getByLabel('API key');
const announced = (words: string) => page.getByRole('status').filter({ hasText: words });

/** Sends the request and waits for the status; gives the body of the answer, of which the page shows every field. */
async function send(status: number): Promise<unknown> {
  const coming = page.waitForResponse(
    (answer) => answer.url().startsWith(trackingUri) && answer.request().method() !== 'OPTIONS',
  );
  await sendButton().click();
  await announced(`The registry answered with status ${status}.`).waitFor({ state: 'attached' });
  const body = z.record(z.string(), z.unknown()).parse(await (await coming).json());
  const shown = await page.getByTestId('answer').innerText();
  for (const name of Object.keys(body)) expect(shown).toContain(`${name}:`);
  return body;
}

async function fillBody(body: object): Promise<void> {
  const field = page.getByLabel('Request body');
  if ((await field.count()) === 0) await page.getByRole('button', { name: 'Edit the body as JSON' }).click();
  await field.fill(JSON.stringify(body));
}

describe('the request form', () => {
  it('searches the real registry with the key of the reader', async () => {
    await openForm(SEARCH);
    await keyField().fill(key);
    await fillBody({ max_results: 5 });
    searchAnswer.parse(await send(200));
    expect(problems).toEqual([]);
  });

  it('creates what the reference says, which the registry then has', async () => {
    const name = `try-it-${Date.now()}`;
    await openForm(CREATE);
    await keyField().fill(key);
    await fillBody({ name });
    const { experiment_id: id } = createAnswer.parse(await send(200));
    const headers = { Authorization: `Bearer ${key}` };
    const answer = await fetch(`${trackingUri}/api/2.0/mlflow/experiments/get?experiment_id=${id}`, {
      headers,
    });
    expect(await answer.json()).toMatchObject({ experiment: { name } });
  });

  it('shows the refusal of a wrong key, and takes the right one then', async () => {
    await openForm(SEARCH);
    await keyField().fill(PLACEHOLDER_KEY);
    expect(await send(401)).toEqual({ detail: 'Invalid or expired API key' });
    await keyField().fill(key);
    await fillBody({ max_results: 1 });
    searchAnswer.parse(await send(200));
  });

  it('shows why a request is refused', async () => {
    await openForm(CREATE);
    await keyField().fill(key);
    await fillBody({});
    expect(await send(400)).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' });
  });

  it('keeps the key out of storage, cookies and every address', async () => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await openForm(SEARCH);
    await keyField().fill(key);
    await send(200);
    expect(addresses.some((address) => address.startsWith(registryOrigin + TRACKING_PATH))).toBe(true);
    const kept = await page.evaluate(() => [
      { ...localStorage },
      { ...sessionStorage },
      window.name,
      window.history.state,
    ]);
    expect(JSON.stringify([kept, addresses, page.url(), await context.cookies()])).not.toContain(key);
    await page.reload();
    await page.getByRole('button', { name: 'Try it' }).click();
    expect(await keyField().inputValue()).toBe('');
  });

  it('says that no answer came when the registry cannot be reached, and recovers', async () => {
    await openForm(SEARCH);
    await keyField().fill(key);
    const calls = `${trackingUri}/**`;
    await page.route(calls, (route) => route.abort('connectionrefused'));
    await sendButton().click();
    const alert = page.getByRole('alert').filter({ hasText: `No answer came from ${registryOrigin}.` });
    await alert.waitFor();
    await page.unroute(calls);
    await send(200);
    expect(await alert.count()).toBe(0);
  });

  it('is used by keyboard alone', async () => {
    await page.goto(docsOrigin + SEARCH);
    await page.locator('html[data-has-hydrated=true]').waitFor();
    await page.getByRole('button', { name: 'Try it' }).focus();
    await page.keyboard.press('Enter');
    await keyField().waitFor();
    await tabTo('API key');
    await page.keyboard.type(key);
    await tabTo('Send request');
    await page.keyboard.press('Enter');
    await announced('The registry answered with status 200.').waitFor({ state: 'attached' });
  });
});

const MOST_TABS = 40;

/** Presses Tab until the focus is on what has this name. */
async function tabTo(name: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses++) {
    const focused = page.locator(':focus');
    if (
      await focused
        .and(page.getByLabel(name))
        .or(focused.and(page.getByRole('button', { name })))
        .count()
    )
      return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} times Tab does not lead to "${name}".`);
}
