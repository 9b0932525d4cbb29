import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { PLACEHOLDER_KEY, REGISTRY_ORIGIN, TRACKING_URI } from '../../endpoint.ts';
import { browserTest as it } from '../fixtures.ts';

const { docsOrigin, registryOrigin } = inject('stack');
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

/** What the copy button of the first block gives that shows this text. */
async function copied(page: Page, path: string, shown: string): Promise<string> {
  await page.goto(docsOrigin + path);
  const block = page.locator('.theme-code-block').filter({ hasText: shown }).first();
  await block.hover();
  await block.getByRole('button', { name: /copy/i }).click();
  await block.locator('[data-action=copy][data-state=done]').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

describe('copy buttons', () => {
  it('copy the set-up lines of the quickstart exactly, with the registry of this site', async ({
    newPage,
  }) => {
    const { page } = await newPage(CLIPBOARD);
    const blocks = (await readFile('docs/guide/quickstart.mdx', 'utf8')).matchAll(/^```bash\n(.+?)^```/gms);
    const lines = `export MLFLOW_TRACKING_URI=${TRACKING_URI}\nexport MLFLOW_TRACKING_TOKEN=${PLACEHOLDER_KEY}\n`;
    const setUp = [...blocks].map(([, code = '']) => code).find((code) => code.includes(lines));
    expect(await copied(page, '/docs/quickstart/', 'export MLFLOW_TRACKING_URI')).toBe(
      setUp?.trimEnd().replaceAll(REGISTRY_ORIGIN, registryOrigin),
    );
  });

  it('copy a program that a page shows from a file', async ({ newPage }) => {
    const { page } = await newPage(CLIPBOARD);
    const file = await readFile('examples/train-and-register/train.py', 'utf8');
    expect(await copied(page, '/docs/examples/train-and-register/', '__main__')).toBe(file.trimEnd());
  });
});
