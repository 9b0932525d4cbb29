/** Parts that need React: it comes when a reader reaches for one, and nothing that the reader did meanwhile is lost. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { siteTest as it } from '../fixtures.ts';

const OPERATION = '/api/mlflow/create-experiment/';
const EXPLORER = '/docs/operate/routing/';
const SCRIPTS = '**/assets/js/*.js';

const tryIt = (page: Page) => page.getByRole('button', { name: 'Try it' });
const sendButton = (page: Page) => page.getByRole('button', { name: 'Send request' });

/** Lets the scripts of React wait until the test says so. */
async function holdScripts(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(SCRIPTS, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

describe('a part that needs React', () => {
  it('loads it when the pointer comes near, not before', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    await page.goto(site.origin + OPERATION);
    await page.mouse.move(5, 400);
    expect(await page.locator('html').getAttribute('data-has-hydrated')).toBe('false');
    await tryIt(page).hover();
    await page.locator('html[data-has-hydrated=true]').waitFor();
    expect(problems).toEqual([]);
  });

  it('loads it when it gets the focus', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(site.origin + OPERATION);
    await tryIt(page).focus();
    await page.locator('html[data-has-hydrated=true]').waitFor();
    expect(await tryIt(page).evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it('shows that it is coming, and acts once on a press that came too early', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    const release = await holdScripts(page);
    await page.goto(site.origin + OPERATION);
    await tryIt(page).click();
    await page.locator('[data-island][aria-busy=true]').waitFor();
    expect(await page.getByRole('status').last().textContent()).toBe('Loading…');
    release();
    await sendButton(page).waitFor();
    expect(await page.locator('[data-island][aria-busy=true]').count()).toBe(0);
    expect(problems).toEqual([]);
  });

  it('acts twice on two presses, so that the second undoes the first', async ({ site, newPage }) => {
    const { page } = await newPage();
    const release = await holdScripts(page);
    await page.goto(site.origin + OPERATION);
    const changes = await tryIt(page).evaluateHandle((button) => {
      const seen: (string | null)[] = [];
      const look = () => void seen.push(button.getAttribute('aria-expanded'));
      new MutationObserver(look).observe(button, { attributeFilter: ['aria-expanded'] });
      return seen;
    });
    await tryIt(page).dblclick();
    release();
    await expect.poll(() => changes.jsonValue(), { timeout: 10_000 }).toEqual(['true', 'false']);
  });

  it('takes Enter for a press', async ({ site, newPage }) => {
    const { page } = await newPage();
    const release = await holdScripts(page);
    await page.goto(site.origin + OPERATION);
    await tryIt(page).focus();
    await page.keyboard.press('Enter');
    release();
    await sendButton(page).waitFor();
  });

  it('says when it does not load, and the next press tries again', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.route(SCRIPTS, (route) => route.abort());
    await page.goto(site.origin + OPERATION);
    await tryIt(page).click();
    await page.locator('[data-island][data-failed]').waitFor();
    expect(await page.getByRole('status').last().textContent()).toMatch(/^This didn't load/);
    await page.unroute(SCRIPTS);
    await tryIt(page).click();
    await sendButton(page).waitFor();
    expect(await page.locator('[data-failed]').count()).toBe(0);
  });

  it('keeps what was typed, the caret and the scroll position', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    const release = await holdScripts(page);
    await page.goto(site.origin + EXPLORER);
    const field = page.getByLabel('Path or URL');
    await field.click();
    await field.fill('/mlflow/api/2.0/mlflow/runs/create');
    await page.keyboard.press('ArrowLeft');
    const top = await page.evaluate(() => scrollY);
    const answer = page.locator('[aria-label="Route explorer"] ol').first();
    const usual = await answer.textContent();
    release();
    // What was typed is what the explorer answers.
    await expect.poll(() => answer.textContent(), { timeout: 10_000 }).not.toBe(usual);
    expect(await field.inputValue()).toBe('/mlflow/api/2.0/mlflow/runs/create');
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBe(top);
    expect(problems).toEqual([]);
  });

  it('leads to whole pages after React has come', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(site.origin + OPERATION);
    await tryIt(page).click();
    await sendButton(page).waitFor();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await page.getByRole('link', { name: 'Guide' }).first().click();
    await page.waitForURL('**/docs/');
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(false);
  });
});
