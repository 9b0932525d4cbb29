/** The list of all operations in a browser, and the addresses that pages of the reference have had. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { REDIRECTS } from '../../config/redirects.ts';
import { siteTest as it } from '../fixtures.ts';
import { openPage } from './measure.ts';

describe('the list of all operations', () => {
  const rows = (page: Page) => page.locator('.r-tag:not([hidden]) tbody tr:not([hidden])');

  it('is filtered by words and method, which the address keeps', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, `${site.origin}/api/mlflow/`);
    await page.getByLabel('Filter').fill('runs/create');
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(await rows(page).first().textContent()).toContain('/runs/create');
    await page.getByLabel('Filter').fill('createRun');
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.getByLabel('Method').selectOption('DELETE');
    await page.getByText('No operation matches.').waitFor();
    await page.reload();
    await page.getByText('No operation matches.').waitFor();
    expect(new URL(page.url()).search).toBe('?q=createRun&method=DELETE');
  });

  it('is filtered by tag, which the address keeps', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, `${site.origin}/api/mlflow/?tag=Aliases`);
    const headings = page.locator('.r-tag:not([hidden]) h2');
    await expect.poll(() => headings.allTextContents()).toEqual(['Aliases']);
    await page.getByLabel('Tag').selectOption('Runs');
    await expect.poll(() => headings.allTextContents()).toEqual(['Runs']);
    expect(new URL(page.url()).search).toBe('?tag=Runs');
    await page.getByLabel('Tag').selectOption('');
    await expect.poll(() => headings.count()).toBeGreaterThan(10);
  });

  it('marks what an older server lacks, for as long as the tab lives', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, `${site.origin}/api/mlflow/`);
    expect(await page.locator('.r-missing').count()).toBe(0);
    await page.getByRole('combobox', { name: 'Server' }).selectOption('3.9');
    await page.locator('tr.r-missing', { hasText: 'artifacts/presigned-upload-url' }).waitFor();
    expect(await page.locator('tr.r-missing', { hasText: '/runs/create' }).count()).toBe(0);
    await page.goto(`${site.origin}/api/mlflow/`);
    await page.locator('tr.r-missing').first().waitFor();
  });

  it('leads from a version to the document of that version', async ({ site, newTab }) => {
    const { page } = await newTab();
    await openPage(page, `${site.origin}/api/mlflow/?version=3.9`);
    const href = await page
      .getByRole('link', { name: 'OpenAPI document of this version' })
      .getAttribute('href');
    const answer = await page.request.get(site.origin + href);
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0', info: { version: '3.9' } });
  });
});

describe('old addresses', () => {
  it.for(REDIRECTS)('$from leads to $to', async ({ from, to }, { site, newTab }) => {
    const { page } = await newTab();
    await page.goto(site.origin + from, { waitUntil: 'commit' });
    // A page that is closed while it still loads can keep the browser from answering.
    await page.waitForURL(site.origin + to, { waitUntil: 'load' });
  });
});
