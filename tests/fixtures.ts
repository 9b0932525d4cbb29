/** What tests share: one browser for each worker, pages that are closed after each test, and the built site. */
import type { BrowserContextOptions } from 'playwright-core';
import { test } from 'vitest';
import { serveBuiltSite } from './budgets/builtSite.ts';
import { launchBrowser, NO_BROWSER, type WatchedPage, watchedPage } from './e2e/browser.ts';
import { need } from './need.ts';

/** A reader who saves data: the site then loads nothing for pages that nobody opens. */
function saveData(): void {
  Object.defineProperty(Navigator.prototype, 'connection', {
    value: { saveData: true, effectiveType: '4g' },
  });
}

/** Tests in a browser. Without one they are skipped. */
export const browserTest = test
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs.
  .extend('chromium', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const browser = await launchBrowser();
    onCleanup(() => browser?.close());
    return browser;
  })
  .extend('browser', { auto: true }, async ({ chromium, skip }) => {
    need(chromium === undefined ? NO_BROWSER : undefined, skip);
    if (chromium === undefined) throw new Error(NO_BROWSER);
    return chromium;
  })
  /** Opens an empty page in a context of its own, which goes with the test. Nothing is in its cache. */
  .extend('newPage', async ({ browser }, { onCleanup }) => {
    const close: (() => Promise<void>)[] = [];
    onCleanup(async () => void (await Promise.all(close.map((end) => end()))));
    return async (options: BrowserContextOptions = {}): Promise<WatchedPage> => {
      const context = await browser.newContext(options);
      close.push(() => context.close());
      return watchedPage(context);
    };
  })
  .extend('context', { scope: 'file' }, async ({ chromium }, { onCleanup }) => {
    const context = await chromium?.newContext();
    await context?.addInitScript(saveData);
    onCleanup(() => context?.close());
    return context;
  })
  /** A reader whom the tests of a file share, with what is in the cache and in storage. */
  .extend('reader', async ({ context }) => {
    if (context === undefined) throw new Error(NO_BROWSER);
    return context;
  })
  /** Opens an empty tab of that reader, which is closed after the test. */
  .extend('newTab', async ({ reader }, { onCleanup }) => {
    const close: (() => Promise<void>)[] = [];
    onCleanup(async () => void (await Promise.all(close.map((end) => end()))));
    return async (): Promise<WatchedPage> => {
      const tab = await watchedPage(reader);
      close.push(() => tab.page.close());
      return tab;
    };
  })
  .extend('fileTab', { scope: 'file' }, async ({ context }) => context && watchedPage(context))
  /** One tab of that reader for the whole file: it is as the test before left it. */
  .extend('tab', async ({ fileTab }) => {
    if (fileTab === undefined) throw new Error(NO_BROWSER);
    fileTab.problems.splice(0);
    return fileTab;
  });

/** Tests of the built site in a browser, beside a registry that takes notes. */
export const siteTest = browserTest
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs.
  .extend('server', { scope: 'worker' }, async ({}, { onCleanup }) => {
    const site = await serveBuiltSite();
    onCleanup(() => site.stop());
    return site;
  })
  .extend('site', async ({ server }) => {
    server.calls.splice(0);
    return server;
  });
