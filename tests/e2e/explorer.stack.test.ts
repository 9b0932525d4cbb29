import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { HEALTH_PATH, TRACKING_PATH } from '../../endpoint.ts';
import { loadRoutes } from '../../routing/load.ts';
import { tableRows } from '../../routing/table.ts';
import { openPage, scriptsWith } from '../budgets/measure.ts';
import { browserTest as it } from '../fixtures.ts';

const { docsOrigin, registryOrigin } = inject('stack');
const PAGE = `${docsOrigin}/docs/operate/routing/`;

let page: Page;
let problems: string[];
it.beforeEach(async ({ newPage }) => {
  ({ page, problems } = await newPage());
});

async function open(search = ''): Promise<void> {
  await page.goto(PAGE + search);
}
const target = () => page.getByLabel('Path or URL');
const verdict = (words: string) => page.getByTestId('verdict').filter({ hasText: words });
const search = () => page.evaluate(() => window.location.search);

describe('the route explorer', () => {
  it('is asked by keyboard, tells the answer, and puts it into the address', async () => {
    await open();
    await target().focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('/MLflow');
    await verdict('gets 404 from the load balancer').waitFor();
    await page.getByRole('status').filter({ hasText: 'No rule matches' }).waitFor({ state: 'attached' });
    await expect.poll(search).toBe('?path=%2FMLflow');

    await page.keyboard.press('Tab');
    await page.keyboard.type('P');
    expect(await page.getByLabel('Method').inputValue()).toBe('POST');
    const miss = page.getByRole('button', { name: 'As /mlflow' });
    for (let presses = 0; presses < 5 && !(await isFocused(miss)); presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await verdict('Rule mlflow-alias matches.').waitFor();
    await expect.poll(search).toBe('?path=%2Fmlflow&method=POST');

    await page.reload();
    await verdict('Rule mlflow-alias matches.').waitFor();
    expect(await target().inputValue()).toBe('/mlflow');
    expect(problems).toEqual([]);
  });

  it('opens with the question of a link, mended or not', async () => {
    await open('?path=mlflow&scheme=http');
    await page.getByText('Start a path with a slash').waitFor();
    await target().fill('/mlflow?x=1');
    await verdict('is redirected (301)').waitFor();
    await expect.poll(search).toBe('?path=%2Fmlflow%3Fx%3D1&scheme=http');
    expect(problems).toEqual([]);
  });

  it('leads back to the same question from another page', async () => {
    await open();
    await target().fill('/mlflowx');
    await page.waitForURL('**/?path=%2Fmlflowx');
    await page.getByRole('link', { name: 'Errors', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Troubleshoot MLflow errors' }).waitFor();
    await page.goBack();
    await verdict('gets 404 from the load balancer').waitFor();
    expect(await target().inputValue()).toBe('/mlflowx');
  });

  it.each([
    TRACKING_PATH,
    `${TRACKING_PATH}-other`,
    '/mlflow',
    '/mlflowx',
    '//mlflow',
    '/MLflow',
    HEALTH_PATH,
    `${HEALTH_PATH}x`,
    '/',
  ])('agrees with the gateway about %s', async (path) => {
    await open(`?path=${encodeURIComponent(path)}`);
    await expect.poll(() => target().inputValue()).toBe(path);
    const answer = await fetch(registryOrigin + path);
    const refused = answer.status === 404 && (await answer.text()) === 'Not Found';
    const words = refused ? 'gets 404 from the load balancer' : 'goes to the';
    expect(await page.getByTestId('verdict').textContent()).toContain(words);
  });

  it('sends nothing anywhere', async () => {
    await open();
    await page.locator('hokusai-mlflow-status[state="pass"]').first().waitFor({ state: 'attached' });
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await target().fill(`${registryOrigin}/secret`);
    await page.getByText('Nothing listens for http').waitFor();
    await expect.poll(search).toContain('secret');
    expect(requests.filter((url) => url.includes('secret'))).toEqual([]);
  });

  it('weighs only on those who reach for it', async () => {
    const withRules = (act: () => Promise<unknown>) => scriptsWith('mlflow-alias', page, act);
    expect(await withRules(() => openPage(page, PAGE))).toBe(0);
    const reach = async () => {
      await target().hover();
      await page.locator('html[data-has-hydrated=true]').waitFor();
    };
    expect(await withRules(reach)).toBe(1);
  });
});

describe('the routing table', () => {
  it('is in the HTML, with every rule and its reason', async ({ newPage }) => {
    const { page: still } = await newPage({ javaScriptEnabled: false });
    await still.goto(PAGE);
    const texts = await still.locator('table tbody tr').allTextContents();
    const rows = tableRows(await loadRoutes());
    expect(rows.length).toBeGreaterThan(4);
    for (const { priority, rule, why } of rows) {
      expect(texts.some((text) => text.startsWith(priority + rule) && text.endsWith(why))).toBe(true);
    }
    expect(await still.getByText('The explorer needs JavaScript.').isVisible()).toBe(true);
    expect(await still.getByLabel('Path or URL').isVisible()).toBe(false);
  });
});

function isFocused(locator: ReturnType<Page['locator']>): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
