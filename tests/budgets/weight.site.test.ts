/** What readers download must not grow unseen. Limits are some 10 % above what was measured; `npm run bench` prints today's. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { load } from 'cheerio';
import { describe, expect } from 'vitest';
import { siteTest as it } from '../fixtures.ts';
import { BUILD_DIR } from './builtSite.ts';
import { openPage, type Weight, weigh } from './measure.ts';
import { tenOperationPages } from './operations.ts';

/** Most bytes after brotli. Styles come for all pages of a kind at once; the script is the live status. */
const PAGES: Record<string, Weight> = {
  '/': { html: 9_000, css: 12_300, js: 4_200 },
  '/docs/tracking/runs/': { html: 14_600, css: 12_300, js: 4_200 },
  '/docs/quickstart/': { html: 16_000, css: 12_300, js: 4_200 },
  '/api/mlflow/create-experiment/': { html: 14_800, css: 12_300, js: 4_200 },
  '/api/mlflow/start-trace/': { html: 19_000, css: 12_300, js: 4_200 },
};
/** React, for readers who reach for the request form; then the form itself. */
const REACT: Weight = { html: 0, css: 0, js: 199_000 };
const FORM: Weight = { html: 0, css: 0, js: 6_000 };
/** The script in the head of every page: it works before anything else has come. */
const FIRST_SCRIPT = 5_000;

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

  it('of the script in the head of every page stays within 5 KB', () => {
    const html = readFileSync(path.join(BUILD_DIR, 'index.html'), 'utf8');
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);
    expect(scripts.length).toBeGreaterThan(1);
    expect(brotliCompressSync(scripts.join('\n')).length).toBeLessThanOrEqual(FIRST_SCRIPT);
  });

  it('of React and of the request form comes when a reader reaches for it', async ({ site, newPage }) => {
    const { page } = await newPage();
    await openPage(page, `${site.origin}/api/mlflow/create-experiment/`);
    const button = page.getByRole('button', { name: 'Try it' });
    const react = await weigh(page, async () => {
      await button.hover();
      await page.locator('html[data-has-hydrated=true]').waitFor();
    });
    const form = await weigh(page, async () => {
      await button.click();
      await page.getByRole('button', { name: 'Send request' }).waitFor();
    });
    console.table({ react, form });
    expect(react.js).toBeGreaterThan(0);
    expect(excess(react, REACT)).toEqual([]);
    expect(excess(form, FORM)).toEqual([]);
  });
});
