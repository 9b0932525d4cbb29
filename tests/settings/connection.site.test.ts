/** The connection check in a page, against a registry that takes notes: what is asked, who is asked, and what is said. */
import type { Page, Request } from 'playwright-core';
import { describe, expect } from 'vitest';
import { HEALTH_PATH, TRACKING_PATH } from '../../endpoint.ts';
import { axeViolations } from '../e2e/axe.ts';
import { siteTest as it } from '../fixtures.ts';

const KEY = `hk_dev_${'k'.repeat(32)}`;
const PAGE = '/docs/check-connection/';
const VERSION = `${TRACKING_PATH}/version`;
const SEARCH = `${TRACKING_PATH}/api/2.0/mlflow/experiments/search?max_results=1`;
const OPEN = { 'Access-Control-Allow-Origin': '*' };

interface Answer {
  status?: number;
  contentType?: string;
  body: string;
  headers?: Record<string, string>;
}

const FINE: Readonly<Record<string, Answer>> = {
  [HEALTH_PATH]: { body: '{"status":"pass","checks":{}}', contentType: 'application/health+json' },
  [VERSION]: { body: '3.17.2', contentType: 'text/plain' },
  [SEARCH]: { body: '{"experiments":[]}', contentType: 'application/json' },
};

/** Opens the page with a key, at a registry that answers like this. */
async function open(
  page: Page,
  site: { origin: string; registryOrigin: string },
  answers: Record<string, Answer>,
) {
  await page.addInitScript((key) => sessionStorage.setItem('hokusai.key', key), KEY);
  await page.route(`${site.registryOrigin}/**`, (route) => {
    if (route.request().method() === 'OPTIONS')
      return route.fulfill({
        status: 204,
        headers: { ...OPEN, 'Access-Control-Allow-Headers': 'authorization' },
      });
    const { headers = OPEN, ...answer } = answers[route.request().url().replace(site.registryOrigin, '')] ?? {
      body: '',
    };
    return route.fulfill({ status: 200, headers, ...answer });
  });
  await page.goto(site.origin + PAGE);
}

const result = (page: Page) => page.locator('[data-result]');

async function press(page: Page): Promise<Request[]> {
  const requests: Request[] = [];
  page.on('request', (request) => void requests.push(request));
  await page.getByRole('button', { name: 'Check the connection' }).click();
  return requests;
}

describe('the connection check', () => {
  it('asks the registry three things, and nobody else anything', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    await open(page, site, FINE);
    const requests = await press(page);
    await page.getByText('Your browser reaches Hokusai, and your key works.').waitFor();
    const shown = await result(page).innerText();
    expect(shown).toContain('MLflow 3.17.2');

    const outside = requests.filter((request) => !request.url().startsWith(`${site.origin}/assets/`));
    const asked = outside.filter((request) => request.method() !== 'OPTIONS');
    expect(asked.filter((request) => !request.url().startsWith(site.registryOrigin))).toEqual([]);
    const withKey = asked.filter((request) => request.headers().authorization === `Bearer ${KEY}`);
    expect(withKey.map((request) => request.url().replace(site.registryOrigin, ''))).toEqual([
      VERSION,
      SEARCH,
    ]);
    const without = asked.filter((request) => !withKey.includes(request)).map((request) => request.url());
    expect(new Set(without)).toEqual(new Set([site.registryOrigin + HEALTH_PATH]));
    expect(asked.filter((request) => request.url().includes(KEY))).toEqual([]);
    expect(problems).toEqual([]);
  });

  it.for<[string, Record<string, Answer>, RegExp]>([
    [
      'a wrong key',
      { [VERSION]: { status: 401, body: '{"detail":"Invalid or expired API key"}' } },
      /A key arrived, but it isn’t valid/,
    ],
    [
      'a missing scope',
      { [SEARCH]: { status: 403, body: '{"error":"FORBIDDEN","required_scope":"mlflow:read"}' } },
      /lacks the scope mlflow:read/,
    ],
    [
      'a registry that lets no page read',
      { [VERSION]: { body: '3.17.2', headers: { 'Access-Control-Allow-Origin': 'https://example.com' } } },
      /doesn’t let a page of this site/,
    ],
  ])('tells of %s', async ([, answers, words], { site, newPage }) => {
    const { page } = await newPage();
    await open(page, site, { ...FINE, ...answers });
    await press(page);
    await result(page).getByText(words).waitFor();
    expect(await axeViolations(page, '[data-connection]')).toEqual([]);
  });

  it('tells that nothing answers, and how to see why', async ({ site, newPage }) => {
    const { page } = await newPage();
    await open(page, site, FINE);
    await page.route(`${site.registryOrigin}/**`, (route) => route.abort('connectionrefused'));
    await press(page);
    await result(page)
      .getByText(`Nothing listens at ${site.registryOrigin}`)
      .or(result(page).getByText('nothing answers at'))
      .first()
      .waitFor();
  });

  it('calls no other registry, and gives the command with the key masked', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    await open(page, site, FINE);
    await page.evaluate(() => localStorage.setItem('hokusai.registry', 'https://registry.example'));
    await page.reload();
    const requests = await press(page);
    await result(page).getByText('and no other registry from the browser').waitFor();
    const command = await result(page).locator('code').innerText();
    expect(command).toContain(`https://registry.example${HEALTH_PATH}`);
    expect(command).toContain('Bearer hk_dev_••••••••"');
    expect(requests.filter((request) => request.headers().authorization !== undefined)).toEqual([]);
    expect(requests.filter((request) => request.url().includes('registry.example'))).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('asks for a key first', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(site.origin + PAGE);
    await press(page);
    await result(page).getByText('No key is set.').waitFor();
    await page.getByRole('button', { name: 'Registry and key' }).click();
    await page.getByRole('dialog', { name: 'Snippet settings' }).waitFor();
    expect(site.calls).toEqual([]);
  });
});
