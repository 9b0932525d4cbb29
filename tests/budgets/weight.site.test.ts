/** What readers download must not grow unseen. Limits are some 10 % above what was measured; `npm run bench` prints today's. */
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, NO_BROWSER } from '../e2e/browser.ts';
import { BUILD_DIR, type BuiltSite, serveBuiltSite } from './builtSite.ts';
import { openPage, type Weight, weigh } from './measure.ts';

const TIMEOUT_MS = 60_000;
/** In every script that holds the code of reference pages: where it keeps the chosen version. */
const REFERENCE_MARK = 'hokusai.version';

/** Most bytes after brotli. */
const PAGES: Record<string, Weight> = {
  // The quickstart has tabs for three shells and a connection check, all of it in the HTML.
  '/docs/quickstart/': { html: 9_000, css: 17_700, js: 185_500 },
  '/api/mlflow/create-experiment/': { html: 6_700, css: 17_700, js: 195_000 },
  '/api/mlflow/start-trace/': { html: 11_000, css: 17_700, js: 199_000 },
};
const FORM: Weight = { html: 0, css: 0, js: 6_000 };

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
    const scriptsOf = async (path: string): Promise<string[]> => {
      const page = await browser.newPage();
      const { assets } = await weigh(page, () => openPage(page, site.origin + path));
      return assets.filter((asset) => readFileSync(BUILD_DIR + asset, 'utf8').includes(REFERENCE_MARK));
    };
    expect(await scriptsOf('/docs/quickstart/')).toEqual([]);
    expect(await scriptsOf('/api/mlflow/create-experiment/')).toHaveLength(1);
  });

  it('of the request form comes when it is opened, and stays within its budget', async () => {
    const page = await browser.newPage();
    await openPage(page, `${site.origin}/api/mlflow/create-experiment/`);
    const { weight } = await weigh(page, async () => {
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByRole('button', { name: 'Send request' }).waitFor();
    });
    expect(weight.js).toBeGreaterThan(0);
    expect(excess(weight, FORM)).toEqual([]);
  });
});
