/** What a reader does on a site that the local stack serves: pastes the printed key, and then the quickstart as it's shown. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { VENV_PYTHON } from '../../machine/paths.js';
import { testFolder } from '../../machine/testing/folder.ts';
import { runProgram } from '../examples/program.ts';
import { browserTest as it } from '../fixtures.ts';

const { docsOrigin, registryOrigin, trackingUri, key } = inject('stack');

async function pasteKey(page: Page, value: string): Promise<void> {
  await page.locator('[data-action=settings]:visible').first().click();
  await page.locator('#settings input[type=password]').fill(value);
  await page.getByRole('button', { name: 'Done' }).click();
}

/** A block as a reader copies it: what is copied, and the name of its file. */
interface Copied {
  title: string;
  language: string;
  text: string;
}

async function copyVisibleBlocks(page: Page): Promise<Copied[]> {
  const copied: Copied[] = [];
  for (const block of await page.locator('.theme-code-block:visible').all()) {
    await block.locator('code:visible').evaluate((code) => getSelection()?.selectAllChildren(code));
    await page.keyboard.press('ControlOrMeta+c');
    copied.push({
      title: (await block.locator('[class*=title]').allInnerTexts()).join(''),
      language: /language-(\w+)/.exec((await block.getAttribute('class')) ?? '')?.[1] ?? '',
      text: await page.evaluate(() => navigator.clipboard.readText()),
    });
  }
  return copied;
}

describe('a site that the local stack serves', () => {
  it('has a quickstart that runs as it stands, once the printed key is pasted', { timeout: 180_000 }, async ({
    newPage,
  }) => {
    const { page, problems } = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${docsOrigin}/docs/quickstart/`);
    await pasteKey(page, key);
    const blocks = await copyVisibleBlocks(page);
    expect(problems).toEqual([]);

    const folder = await testFolder('quickstart-as-shown');
    const bin = path.join(folder, 'bin');
    await mkdir(bin);
    // The packages are there already.
    await writeFile(path.join(bin, 'pip'), '#!/bin/sh\n', { mode: 0o755 });
    for (const { title, text } of blocks.filter(
      ({ language, title }) => language === 'python' && title !== '',
    ))
      await writeFile(path.join(folder, title), text);
    // The first block makes an environment, and the last one registers a model: the runner of the guide has run it, and it
    // takes longer than all the others.
    const commands = blocks
      .filter(({ language }) => language === 'bash')
      .map(({ text }) => text)
      .slice(1, -1);
    expect(commands[0]).toContain(
      `export MLFLOW_TRACKING_URI=${trackingUri}\nexport MLFLOW_TRACKING_TOKEN=${key}\n`,
    );
    const env = { HOME: folder, PATH: `${bin}:${path.dirname(VENV_PYTHON)}:${process.env.PATH}` };
    const { code, stdout, stderr } = await runProgram(['bash', '-euc', commands.join('\n')], env, folder);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`connected to ${trackingUri}\n`);
    expect(stdout).toMatch(/params\.C +metrics\.accuracy/);
    expect(stdout).not.toContain(key);
  });

  it('checks the connection to its own registry from the page', async ({ newPage }) => {
    const { page, problems } = await newPage();
    await page.goto(`${docsOrigin}/docs/check-connection/`);
    await pasteKey(page, key);
    await page.getByRole('button', { name: 'Check the connection' }).click();
    await page.getByText('Your browser reaches Hokusai, and your key works.').waitFor();
    expect(await page.locator('[data-connection] > p').first().innerText()).toContain(registryOrigin);
    expect(problems).toEqual([]);
  });

  it('says that a wrong key is wrong', async ({ newPage }) => {
    const { page } = await newPage();
    await page.goto(`${docsOrigin}/docs/check-connection/`);
    await pasteKey(page, `hk_dev_${'x'.repeat(32)}`);
    await page.getByRole('button', { name: 'Check the connection' }).click();
    await page.getByText('A key arrived, but it isn’t valid').waitFor();
  });
});
