/** The search costs a reader nothing until it is opened, and little until its first result. */
import { brotliCompressSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { describe, expect } from 'vitest';
import { siteTest as it } from '../fixtures.ts';

/** Bytes after brotli of all that is loaded from the click on the button to the first results, and how many files. */
const FIRST_RESULT = { bytes: 130_000, files: 10 };
/** What one more query loads: what to show of eight pages. */
const NEXT_RESULT = { bytes: 30_000, files: 8 };

/** A file of the search. What is fetched for the page, or ahead for others, is none. */
const FILE = /^\/(?:assets\/)?search\//;

/** What the site sends of the search while something is done on a page. */
async function responsesTo(page: Page, act: () => Promise<unknown>): Promise<Response[]> {
  const responses: Response[] = [];
  const collect = (response: Response): void => {
    if (FILE.test(new URL(response.url()).pathname)) responses.push(response);
  };
  page.on('response', collect);
  await act();
  page.off('response', collect);
  return responses;
}

const filesOf = (responses: readonly Response[]): string[] =>
  responses.map((response) => new URL(response.url()).pathname);

/** The same with its bytes after brotli. */
async function sent(page: Page, act: () => Promise<unknown>): Promise<{ bytes: number; files: string[] }> {
  const responses = await responsesTo(page, act);
  const bodies = await Promise.all(responses.map((response) => response.body()));
  return {
    bytes: bodies.reduce((sum, body) => sum + brotliCompressSync(body).length, 0),
    files: filesOf(responses),
  };
}

describe('the search', () => {
  it('is not loaded with a page, and within its budget when it is used', async ({ site, newPage }) => {
    const { page } = await newPage();
    const input = page.getByRole('combobox');
    const results = page.locator('[role=listbox][aria-busy=false]');
    const opened = await responsesTo(page, async () => {
      await page.goto(`${site.origin}/docs/quickstart/`);
      await page.waitForLoadState('networkidle');
    });
    expect(filesOf(opened)).toEqual([]);

    const first = await sent(page, async () => {
      await page.getByRole('button', { name: 'Search' }).click();
      await input.fill('metrics');
      await results.waitFor();
    });
    expect(first.files).toContain('/search/index.json');
    console.log(`first result: ${first.bytes} bytes in ${first.files.length} files`);
    expect(first.bytes).toBeLessThan(FIRST_RESULT.bytes);
    expect(first.files.length, first.files.join('\n')).toBeLessThanOrEqual(FIRST_RESULT.files);

    const next = await sent(page, async () => {
      await input.fill('alias');
      await results.waitFor();
    });
    expect(next.bytes).toBeLessThan(NEXT_RESULT.bytes);
    expect(next.files.length).toBeLessThanOrEqual(NEXT_RESULT.files);
  });
});
