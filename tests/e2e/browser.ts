/** A real Chromium for end-to-end tests, and pages that remember everything that went wrong on them. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../setup/chromium.js';

/** What to do when there is no browser. */
export const NO_BROWSER = 'No Chromium found. Install one, or name it with CHROMIUM_PATH=/path/to/chromium.';

/**
 * Root has no sandbox; without the second flag Chromium calls its maker's hosts at every start. The third keeps a page that
 * was built for production from asking the live registry.
 */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--host-resolver-rules=MAP *.hokus.ai ~NOTFOUND',
] as const;

/** Starts a headless Chromium; undefined when this machine has none. */
export async function launchBrowser(): Promise<Browser | undefined> {
  const executablePath = await findChromium();
  if (!executablePath) return undefined;
  return chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
}

/** A page, and everything that went wrong on it. */
export interface WatchedPage {
  page: Page;
  /** One line each, empty while all is well. */
  problems: string[];
}

/** Opens a page that collects console messages, exceptions and failed requests of its own origin. */
export async function watchedPage(context: BrowserContext): Promise<WatchedPage> {
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
