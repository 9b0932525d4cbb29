/** What readers download must not grow unseen. Limits are some 10 % above what was measured; `npm run bench` prints today's. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../e2e/browser.ts';
import { type BuiltSite, serveBuiltSite } from './builtSite.ts';
import { openPage, type Weight, weigh } from './measure.ts';

const TIMEOUT_MS = 60_000;
const REFERENCE_ASSET = /\/reference\.[^/]+$/;

/** Most bytes after brotli. */
const PAGES: Record<string, Weight> = {
  '/docs/quickstart/': { html: 7_200, css: 17_700, js: 185_500 },
  '/api/mlflow/create-experiment/': { html: 8_350, css: 19_300, js: 240_500 },
};
const FORM: Weight = { html: 0, css: 3_600, js: 137_000 };

let site: BuiltSite;
let browser: Browser;
beforeAll(async () => {
  site = await serveBuiltSite();
  browser = await launchBrowser();
}, TIMEOUT_MS);
afterAll(async () => {
  await browser?.close();
  site?.stop();
});

/** What is over its limit, in bytes; empty when all is within. */
function excess(weight: Weight, limit: Weight): string[] {
  const kinds = ['html', 'css', 'js'] as const;
  return kinds
    .filter((kind) => weight[kind] > limit[kind])
    .map((kind) => `${kind}: ${weight[kind]}, limit ${limit[kind]}`);
}

describe('weight', { timeout: TIMEOUT_MS }, () => {
  it.each(Object.entries(PAGES))('of %s stays within its budget', async (path, limit) => {
    const page = await browser.newPage();
    const { weight } = await weigh(page, () => openPage(page, site.origin + path));
    expect(excess(weight, limit)).toEqual([]);
  });

  it('of a guide page holds nothing of the reference', async () => {
    const page = await browser.newPage();
    const { assets } = await weigh(page, () => openPage(page, `${site.origin}/docs/quickstart/`));
    expect(assets.length).toBeGreaterThan(2);
    expect(assets.filter((asset) => REFERENCE_ASSET.test(asset))).toEqual([]);
  });

  it('of the request form comes when it is opened, and stays within its budget', async () => {
    const page = await browser.newPage();
    await openPage(page, `${site.origin}/api/mlflow/create-experiment/`);
    const { weight } = await weigh(page, async () => {
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByRole('button', { name: 'Send API Request' }).waitFor();
    });
    expect(weight.js).toBeGreaterThan(0);
    expect(excess(weight, FORM)).toEqual([]);
  });
});
