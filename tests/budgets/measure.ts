/** Weighs a page as a browser loads it: the bytes of each kind after brotli, whatever the server compresses with. */
import { brotliCompressSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';

/** Bytes after brotli at its best; what is fetched ahead for other pages is not counted. */
export interface Weight {
  html: number;
  css: number;
  js: number;
}

const KINDS: Readonly<Record<string, keyof Weight | undefined>> = {
  document: 'html',
  stylesheet: 'css',
  script: 'js',
};

/**
 * Runs `act` on a page and weighs what the page's own origin sends meanwhile.
 *
 * @param act opens a page, or does something on one; ends when all that it needs has come.
 * @returns the weight, and the paths of the scripts and stylesheets.
 */
export async function weigh(
  page: Page,
  act: () => Promise<unknown>,
): Promise<{ weight: Weight; assets: string[] }> {
  const responses: Response[] = [];
  const collect = (response: Response): void => void responses.push(response);
  page.on('response', collect);
  await act();
  page.off('response', collect);
  const weight: Weight = { html: 0, css: 0, js: 0 };
  const assets: string[] = [];
  for (const response of responses) {
    const kind = KINDS[response.request().resourceType()];
    const url = new URL(response.url());
    if (kind === undefined || url.origin !== new URL(page.url()).origin) continue;
    weight[kind] += brotliCompressSync(await response.body()).length;
    if (kind !== 'html') assets.push(url.pathname);
  }
  return { weight, assets };
}

/** Opens a page and waits until React runs on it, by which time all of its scripts have come. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('html[data-has-hydrated=true]').waitFor();
}
