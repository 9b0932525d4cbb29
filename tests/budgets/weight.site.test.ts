/** What readers download must not grow unseen. Limits are some 10 % above what was measured; `npm run bench` prints today's. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { load } from 'cheerio';
import { describe, expect } from 'vitest';
import { siteTest as it } from '../fixtures.ts';
import { BUILD_DIR } from './builtSite.ts';
import { openPage, scriptsWith, type Weight, weigh } from './measure.ts';
import { tenOperationPages } from './operations.ts';

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

/** Most bytes of an operation page that a reader needs to read it: HTML and CSS, after brotli. */
const READABLE = 32_000;

/** What is over its limit, in bytes; empty when all is within. */
function excess(weight: Weight, limit: Weight): string[] {
  const kinds = ['html', 'css', 'js'] as const;
  return kinds
    .filter((kind) => weight[kind] > limit[kind])
    .map((kind) => `${kind}: ${weight[kind]}, limit ${limit[kind]}`);
}

/** Bytes of a page and its stylesheets after brotli. */
function readableBytes(where: string): number {
  const html = readFileSync(path.join(BUILD_DIR, where, 'index.html'), 'utf8');
  const $ = load(html);
  const sheets = $('link[rel=stylesheet]')
    .map((_, link) => $(link).attr('href'))
    .get();
  expect(sheets.length).toBeGreaterThan(0);
  const parts = [html, ...sheets.map((href) => readFileSync(BUILD_DIR + href, 'utf8'))];
  return parts.reduce((sum, part) => sum + brotliCompressSync(part).length, 0);
}

describe('weight', () => {
  it.for(Object.entries(PAGES))(
    'of %s stays within its budget',
    async ([where, limit], { site, newPage }) => {
      const { page } = await newPage();
      const weight = await weigh(page, () => openPage(page, site.origin + where));
      expect(excess(weight, limit)).toEqual([]);
    },
  );

  it('of ten operation pages leaves them readable within 32 KB, the largest included', () => {
    const pages = tenOperationPages().map((page) => ({ page, bytes: readableBytes(page) }));
    console.table(pages);
    expect(pages).toHaveLength(10);
    expect(pages.filter(({ bytes }) => bytes > READABLE)).toEqual([]);
  });

  it('of a guide page holds nothing of the reference', async ({ site, newPage }) => {
    const { page } = await newPage();
    const ofReference = (where: string) =>
      scriptsWith(REFERENCE_MARK, page, () => openPage(page, site.origin + where));
    expect(await ofReference('/docs/quickstart/')).toBe(0);
    expect(await ofReference('/api/mlflow/create-experiment/')).toBe(1);
  });

  it('of the request form comes when it is opened, and stays within its budget', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, `${site.origin}/api/mlflow/create-experiment/`);
    const weight = await weigh(page, async () => {
      await page.getByRole('button', { name: 'Try it' }).click();
      await page.getByRole('button', { name: 'Send request' }).waitFor();
    });
    expect(weight.js).toBeGreaterThan(0);
    expect(excess(weight, FORM)).toEqual([]);
  });
});
