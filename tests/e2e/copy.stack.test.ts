import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PLACEHOLDER_KEY, TRACKING_URI } from '../../endpoint.ts';
import { launchBrowser } from './browser.ts';

const { docsOrigin } = inject('stack');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** What the copy button of the first block gives that shows this text. */
async function copied(path: string, shown: string): Promise<string> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(docsOrigin + path);
  const block = page.locator('.theme-code-block').filter({ hasText: shown }).first();
  await block.hover();
  await block.getByRole('button', { name: /copy/i }).click();
  await block.getByRole('button', { name: /copied/i }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await context.close();
  return text;
}

describe('copy buttons', () => {
  it('copy the set-up lines of the quickstart exactly', async () => {
    expect(await copied('/docs/quickstart/', 'export MLFLOW_TRACKING_URI')).toBe(
      `export MLFLOW_TRACKING_URI=${TRACKING_URI}\nexport MLFLOW_TRACKING_TOKEN=${PLACEHOLDER_KEY}`,
    );
  });

  it('copy a program that a page shows from a file', async () => {
    const file = await readFile('examples/train-and-register/train.py', 'utf8');
    expect(await copied('/docs/examples/train-and-register/', '__main__')).toBe(file.trimEnd());
  });
});
