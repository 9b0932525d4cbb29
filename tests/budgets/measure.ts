/** Weighs a page as a browser loads it: the bytes of each kind after brotli, whatever the server compresses with. */
import { hash } from 'node:crypto';
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

/** What the page's own origin sends while `act` runs: documents, styles and scripts. */
async function responsesOf(page: Page, act: () => Promise<unknown>): Promise<Response[]> {
  const responses: Response[] = [];
  const collect = (response: Response): void => void responses.push(response);
  page.on('response', collect);
  await act();
  page.off('response', collect);
  const { origin } = new URL(page.url());
  return responses.filter(
    (response) =>
      KINDS[response.request().resourceType()] !== undefined && new URL(response.url()).origin === origin,
  );
}

/** By content: the same scripts come with every page, and Brotli at its best takes a second for some. */
const compressed = new Map<string, number>();

function compressedBytes(body: Buffer): number {
  const key = hash('sha1', body);
  const known = compressed.get(key) ?? brotliCompressSync(body).length;
  compressed.set(key, known);
  return known;
}

/**
 * Runs `act` on a page and weighs what the page's own origin sends meanwhile.
 *
 * @param act opens a page, or does something on one; ends when all that it needs has come.
 */
export async function weigh(page: Page, act: () => Promise<unknown>): Promise<Weight> {
  const weight: Weight = { html: 0, css: 0, js: 0 };
  for (const response of await responsesOf(page, act)) {
    const kind = KINDS[response.request().resourceType()];
    if (kind !== undefined) weight[kind] += compressedBytes(await response.body());
  }
  return weight;
}

/** How many of the scripts that come while `act` runs hold some text. */
export async function scriptsWith(text: string, page: Page, act: () => Promise<unknown>): Promise<number> {
  const responses = await responsesOf(page, act);
  const scripts = responses.filter((response) => response.request().resourceType() === 'script');
  const bodies = await Promise.all(scripts.map((script) => script.text()));
  return bodies.filter((body) => body.includes(text)).length;
}

/** Opens a page and waits until all that it loads by itself has come. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
}
