import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { PUBLISHED_PATH, parsePublished } from '../../snippets/published/report.ts';
import { browserTest as it } from '../fixtures.ts';

const { docsOrigin } = inject('stack');
const QUICKSTART = `${docsOrigin}/docs/quickstart/`;
const REPORT = `${docsOrigin}/docs/reference/snippets/`;
const report = parsePublished(readFileSync(PUBLISHED_PATH, 'utf8'));

let page: Page;
let problems: string[];
it.beforeEach(async ({ newPage }) => {
  ({ page, problems } = await newPage({ viewport: { width: 360, height: 740 } }));
});

async function open(url: string): Promise<void> {
  await page.goto(url);
}

describe('the badge of a guide page', () => {
  it('leads to what ran on that page', async () => {
    await open(QUICKSTART);
    await page.getByRole('link', { name: `run against MLflow ${report.mlflow.server}` }).click();
    await page.waitForURL(`${REPORT}#page-quickstart`);
    await page.getByRole('heading', { level: 3, name: 'Quickstart' }).waitFor();
    expect(problems).toEqual([]);
  });
});

describe('the link of a code block', () => {
  it('is reached and followed by keyboard, and leads back to the block', async () => {
    await open(QUICKSTART);
    const link = page.getByRole('link', { name: 'Link to code block 2', exact: true });
    await page.locator('#code-1').getByRole('button', { name: /copy/i }).focus();
    await expect.poll(() => opacity(link)).toBe(0);
    for (let presses = 0; presses < 5 && !(await isFocused(link)); presses += 1)
      await page.keyboard.press('Tab');
    expect(await isFocused(link)).toBe(true);
    await expect.poll(() => opacity(link)).toBe(1);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${QUICKSTART}#code-2`);
    await page.reload();
    await expect.poll(() => top(page.locator('#code-2'))).toBeLessThan(200);
    expect(problems).toEqual([]);
  });
});

describe('the report page', () => {
  it('lists all pages, and each link of a block leads to a block', async () => {
    await open(REPORT);
    const sections = page.locator('section:has(> h3[id^="page-"])');
    expect(await sections.count()).toBe(report.pages.length);
    const links = await sections
      .locator('li a')
      .evaluateAll((all) => all.map((each) => each.getAttribute('href')));
    expect(links.length).toBe(report.pages.flatMap(({ blocks }) => blocks).length);
    await sections.locator('li a').last().click();
    const { anchor = '' } = report.pages.flatMap(({ blocks }) => blocks).at(-1) ?? {};
    await page.waitForURL((url) => url.hash === `#${anchor}`);
    await page.locator(`#${anchor} .theme-code-block`).waitFor();
    await expect.poll(() => top(page.locator(`#${anchor}`))).toBeLessThan(page.viewportSize()?.height ?? 0);
    expect(problems).toEqual([]);
  });
});

/** Distance from the top of the window, in pixels. */
function top(element: ReturnType<Page['locator']>): Promise<number> {
  return element.evaluate((each) => each.getBoundingClientRect().top);
}

function opacity(link: ReturnType<Page['locator']>): Promise<number> {
  return link.evaluate((element) => Number(getComputedStyle(element).opacity));
}

function isFocused(link: ReturnType<Page['locator']>): Promise<boolean> {
  return link.evaluate((element) => element === document.activeElement);
}
