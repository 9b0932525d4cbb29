/** The request form against the real registry: what a reader does with a key, and with none that is right. */
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import * as z from 'zod';
import { PLACEHOLDER_KEY, TRACKING_PATH } from '../../endpoint.ts';
import { browserTest as it } from '../fixtures.ts';
import { answered, keyField, openForm, sendButton } from './requestForm.ts';

const { docsOrigin, registryOrigin, trackingUri, key } = inject('stack');
const SEARCH = '/api/mlflow/search-experiments/';
const CREATE = '/api/mlflow/create-experiment/';

const UPLOAD = '/api/mlflow/upload-artifact/';
const DELETE = '/api/mlflow/delete-registered-model/';

const searchAnswer = z.object({ experiments: z.array(z.object({ name: z.string() })).min(1) });
const createAnswer = z.object({ experiment_id: z.string() });

/** Asks the registry itself, apart from the page. */
function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  return fetch(trackingUri + path, { ...init, headers });
}

/** Sends the request and waits for the status; gives the body of the answer, of which the page shows every field. */
async function send(page: Page, status: number): Promise<unknown> {
  const coming = page.waitForResponse(
    (answer) => answer.url().startsWith(trackingUri) && answer.request().method() !== 'OPTIONS',
  );
  await sendButton(page).click();
  await answered(page, status);
  const body = z.record(z.string(), z.unknown()).parse(await (await coming).json());
  const shown = await page.getByTestId('answer').innerText();
  for (const name of Object.keys(body)) expect(shown).toContain(`${name}:`);
  return body;
}

async function fillBody(page: Page, body: object): Promise<void> {
  const field = page.getByLabel('Request body');
  if ((await field.count()) === 0) await page.getByRole('button', { name: 'Edit the body as JSON' }).click();
  await field.fill(JSON.stringify(body));
}

describe('the request form', () => {
  it('searches the real registry with the key of the reader', async ({ tab: { page, problems } }) => {
    await openForm(page, docsOrigin + SEARCH);
    await keyField(page).fill(key);
    await fillBody(page, { max_results: 5 });
    searchAnswer.parse(await send(page, 200));
    expect(problems).toEqual([]);
  });

  it('creates what the reference says, which the registry then has', async ({ tab: { page } }) => {
    const name = `try-it-${Date.now()}`;
    await openForm(page, docsOrigin + CREATE);
    await keyField(page).fill(key);
    await fillBody(page, { name });
    const { experiment_id: id } = createAnswer.parse(await send(page, 200));
    const answer = await ask(`/api/2.0/mlflow/experiments/get?experiment_id=${id}`);
    expect(await answer.json()).toMatchObject({ experiment: { name } });
  });

  it('uploads a file, which the registry then has', async ({ tab: { page } }) => {
    const place = `try-it/${Date.now()}/notes.txt`;
    await openForm(page, docsOrigin + UPLOAD);
    await keyField(page).fill(key);
    await page.getByLabel('artifact_path required').fill(place);
    const buffer = Buffer.from('Tried three depths.');
    await page.getByLabel('File').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer });
    await sendButton(page).click();
    await answered(page);
    const answer = await ask(`/api/2.0/mlflow-artifacts/artifacts/${place}`);
    expect(await answer.text()).toBe('Tried three depths.');
  });

  it('deletes a model by a body, which the registry then lacks', async ({ tab: { page } }) => {
    const name = `try-it-${Date.now()}`;
    const body = JSON.stringify({ name });
    await ask('/api/2.0/mlflow/registered-models/create', { method: 'POST', body });
    await openForm(page, docsOrigin + DELETE);
    await keyField(page).fill(key);
    await page.getByLabel('name required').fill(name);
    await sendButton(page).click();
    await page.getByRole('button', { name: 'Send request anyway' }).click();
    await answered(page);
    expect((await ask(`/api/2.0/mlflow/registered-models/get?name=${name}`)).status).toBe(404);
  });

  it('shows the refusal of a wrong key, and takes the right one then', async ({ tab: { page } }) => {
    await openForm(page, docsOrigin + SEARCH);
    await keyField(page).fill(PLACEHOLDER_KEY);
    expect(await send(page, 401)).toEqual({ detail: 'Invalid or expired API key' });
    await keyField(page).fill(key);
    await fillBody(page, { max_results: 1 });
    searchAnswer.parse(await send(page, 200));
  });

  it('shows why a request is refused', async ({ tab: { page } }) => {
    await openForm(page, docsOrigin + CREATE);
    await keyField(page).fill(key);
    await fillBody(page, {});
    expect(await send(page, 400)).toMatchObject({ error_code: 'INVALID_PARAMETER_VALUE' });
  });

  it('keeps the key out of storage, cookies and every address', async ({ tab: { page } }) => {
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await openForm(page, docsOrigin + SEARCH);
    await keyField(page).fill(key);
    await send(page, 200);
    expect(addresses.some((address) => address.startsWith(registryOrigin + TRACKING_PATH))).toBe(true);
    const kept = await page.evaluate(() => [
      { ...localStorage },
      { ...sessionStorage },
      window.name,
      window.history.state,
    ]);
    expect(JSON.stringify([kept, addresses, page.url(), await page.context().cookies()])).not.toContain(key);
    await page.reload();
    await page.getByRole('button', { name: 'Try it' }).click();
    expect(await keyField(page).inputValue()).toBe('');
  });

  it('says that no answer came when the registry cannot be reached, and recovers', async ({
    tab: { page },
  }) => {
    await openForm(page, docsOrigin + SEARCH);
    await keyField(page).fill(key);
    const calls = `${trackingUri}/**`;
    await page.route(calls, (route) => route.abort('connectionrefused'));
    await sendButton(page).click();
    const alert = page.getByRole('alert').filter({ hasText: `No answer came from ${registryOrigin}.` });
    await alert.waitFor();
    await page.unroute(calls);
    await send(page, 200);
    expect(await alert.count()).toBe(0);
  });
});
