/** A real Chromium for end-to-end tests, and pages that remember everything that went wrong on them. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../setup/chromium.js';

/**
 * Starts a headless Chromium.
 *
 * @throws Error when there is none; `npm test` finds or installs one before any test runs.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath) throw new Error('No Chromium found. Run `npm test` once, or set CHROMIUM_PATH.');
  return chromium.launch({
    executablePath,
    // Root has no sandbox; without the second flag Chromium calls its maker's hosts at every start. The third keeps
    // a page that was built for production from asking the live registry.
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--host-resolver-rules=MAP *.hokus.ai ~NOTFOUND',
    ],
  });
}

/**
 * Opens a page that collects console messages, exceptions and failed requests of its own origin.
 *
 * @returns the page, and `problems`: one line each, empty while all is well.
 */
export async function watchedPage(context: BrowserContext): Promise<{ page: Page; problems: string[] }> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()))
      problems.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  return { page, problems };
}
