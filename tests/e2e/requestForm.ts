/** The request form in a browser: opened anew for each test, in a tab that stays. */
import type { Locator, Page } from 'playwright-core';
import { openPage } from '../budgets/measure.ts';

/**
 * Opens the form of an operation, and forgets what was typed before.
 *
 * @param url of the operation's page; it is not loaded again when the tab shows it.
 */
export async function openForm(page: Page, url: string): Promise<void> {
  if (page.url() !== url) await openPage(page, url);
  const close = page.getByRole('button', { name: 'Close the request form' });
  if (await close.isVisible()) await close.click();
  await page.getByRole('button', { name: 'Try it' }).click();
  await sendButton(page).waitFor();
  const clear = page.getByRole('button', { name: 'Clear key' });
  if (await clear.isVisible()) await clear.click();
}

export const sendButton = (page: Page) => page.getByRole('button', { name: 'Send request' });
export const keyField = (page: Page) => page.getByLabel('API key');

/** Whether the keyboard is at a control. */
export async function hasFocus(control: Locator): Promise<boolean> {
  return control.evaluate((element) => element === document.activeElement);
}

/** Waits until the page says that an answer with the status has come. */
export async function answered(page: Page, status = 200): Promise<void> {
  const announced = page.getByRole('status').filter({ hasText: `The registry returned status ${status}.` });
  await announced.waitFor({ state: 'attached' });
}

const MOST_TABS = 40;

/** Presses Tab until the focus is on the control of this name, or on what has this text. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const labeled = page.locator(':focus').and(page.getByLabel(name));
  const wanted = labeled.or(page.locator(':is(button, summary):focus', { hasText: name }));
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if ((await wanted.count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} times Tab does not lead to "${name}".`);
}
