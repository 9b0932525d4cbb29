/** What readers download must not grow unseen. Limits are some 10 % above what was measured; `npm run bench` prints today's. */
import { describe, expect } from 'vitest';
import { siteTest as it } from '../fixtures.ts';
import { openPage, type Weight, weigh } from './measure.ts';

const REFERENCE_ASSET = /\/reference\.[^/]+$/;

/** Most bytes after brotli. */
const PAGES: Record<string, Weight> = {
  '/docs/quickstart/': { html: 7_200, css: 17_700, js: 185_500 },
  '/api/mlflow/create-experiment/': { html: 8_350, css: 19_300, js: 240_500 },
};
const FORM: Weight = { html: 0, css: 3_600, js: 137_000 };

/** What is over its limit, in bytes; empty when all is within. */
function excess(weight: Weight, limit: Weight): string[] {
  const kinds = ['html', 'css', 'js'] as const;
  return kinds
    .filter((kind) => weight[kind] > limit[kind])
    .map((kind) => `${kind}: ${weight[kind]}, limit ${limit[kind]}`);
}

describe('weight', () => {
  it.for(Object.entries(PAGES))('of %s stays within its budget', async ([path, limit], { site, newPage }) => {
    const { page } = await newPage();
    const { weight } = await weigh(page, () => openPage(page, site.origin + path));
    expect(excess(weight, limit)).toEqual([]);
  });

  it('of a guide page holds nothing of the reference', async ({ site, newPage }) => {
    const { page } = await newPage();
    const { assets } = await weigh(page, () => openPage(page, `${site.origin}/docs/quickstart/`));
    expect(assets.length).toBeGreaterThan(2);
    expect(assets.filter((asset) => REFERENCE_ASSET.test(asset))).toEqual([]);
  });

  it('of the request form comes when it is opened, and stays within its budget', async ({
    site,
    newPage,
  }) => {
    const { page } = await newPage();
    await openPage(page, `${site.origin}/api/mlflow/create-experiment/`);
    const { weight } = await weigh(page, async () => {
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByRole('button', { name: 'Send API Request' }).waitFor();
    });
    expect(weight.js).toBeGreaterThan(0);
    expect(excess(weight, FORM)).toEqual([]);
  });
});
