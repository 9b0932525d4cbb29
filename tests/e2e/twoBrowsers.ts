/**
 * The same tests in Chromium and in Firefox. Playwright drives only a Firefox that it has patched; Puppeteer drives both
 * browsers as they are, Firefox through WebDriver BiDi.
 */
import puppeteer, { type Browser, type LaunchOptions, type Page } from 'puppeteer-core';
import { describe, test } from 'vitest';
import { findWholeChromium } from '../../setup/chromium.js';
import { findFirefox } from '../../setup/firefox.js';
import { need } from '../need.ts';
import { CHROMIUM_FLAGS, NO_BROWSER } from './browser.ts';

const NO_FIREFOX = 'No Firefox found. Install one, or name it with FIREFOX_PATH=/path/to/firefox.';

interface Kind {
  find: () => Promise<string | undefined> | string | undefined;
  missing: string;
  options: LaunchOptions;
  /** Makes the reader's system a dark one, where that takes more than options. */
  prepare?: (page: Page) => Promise<void>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  Chromium: {
    find: findWholeChromium,
    missing: NO_BROWSER,
    options: { browser: 'chrome', args: [...CHROMIUM_FLAGS] },
    prepare: (page) => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]),
  },
  Firefox: {
    find: findFirefox,
    missing: NO_FIREFOX,
    options: {
      browser: 'firefox',
      extraPrefsFirefox: {
        // Dark. A running Firefox cannot be told so.
        'layout.css.prefers-color-scheme.content-override': 0,
        // Whatever is not on this machine goes to a proxy that is not there, calls of Firefox to its maker as well.
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': 9,
        'network.proxy.ssl': '127.0.0.1',
        'network.proxy.ssl_port': 9,
        'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
      },
    },
  },
};

/**
 * Declares tests once for each browser, on a system whose color scheme is dark. Where a browser is missing, its tests are
 * skipped.
 *
 * @param tests gets `it`, whose `newPage` opens an empty page in a context of its own, which goes with the test
 */
export function inBothBrowsers(tests: (it: ReturnType<typeof testIn>) => void): void {
  for (const [name, it] of IN_EACH) describe(`in ${name}`, () => tests(it));
}

async function launch({ find, options }: Kind): Promise<Browser | undefined> {
  const executablePath = await find();
  return executablePath === undefined ? undefined : puppeteer.launch({ ...options, executablePath });
}

function testIn(kind: Kind) {
  const { missing, prepare } = kind;
  return (
    test
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs.
      .extend('program', { scope: 'file' }, async ({}, { onCleanup }) => {
        const browser = await launch(kind);
        onCleanup(() => browser?.close());
        return browser;
      })
      .extend('browser', { auto: true }, async ({ program, skip }): Promise<Browser> => {
        need(program === undefined ? missing : undefined, skip);
        if (program === undefined) throw new Error(missing);
        return program;
      })
      .extend('newPage', async ({ browser }, { onCleanup }) => {
        const close: (() => Promise<void>)[] = [];
        onCleanup(async () => void (await Promise.all(close.map((end) => end()))));
        return async (): Promise<Page> => {
          const context = await browser.createBrowserContext();
          close.push(() => context.close());
          const page = await context.newPage();
          await prepare?.(page);
          return page;
        };
      })
  );
}

/** Vitest wants what a file shares to be declared outside of `describe`. */
const IN_EACH = Object.entries(KINDS).map(([name, kind]) => [name, testIn(kind)] as const);

/** Whether a page is in Chromium's headless shell, which has no windows and no back-forward cache. */
export async function isInShell(page: Page): Promise<boolean> {
  return (await page.browser().version()).startsWith('Headless');
}

/** Hides a tab behind another one; returns what shows it again. In the headless shell, the page is only told. */
export async function hideTab(page: Page): Promise<() => Promise<void>> {
  if (await isInShell(page)) {
    const tell = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await tell(true);
    return () => tell(false);
  }
  const other = await page.browserContext().newPage();
  await other.bringToFront();
  await page.waitForFunction('document.hidden', { polling: 50 });
  return () => page.bringToFront();
}
