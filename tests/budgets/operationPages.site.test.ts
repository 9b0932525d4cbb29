/** How pages of the reference look to axe in both themes on a wide screen. `tests/e2e/pages.stack.test.ts` has more of them, on a phone. */
import { describe, expect } from 'vitest';
import { axeViolations } from '../e2e/axe.ts';
import { siteTest as it } from '../fixtures.ts';
import { openPage } from './measure.ts';

const PHONE = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 720 };

/** The largest, and the two kinds of list. */
const PAGES = ['/api/mlflow/start-trace/', '/api/mlflow/runs/', '/api/mlflow/'];

describe('pages of the reference', () => {
  it.for(PAGES)(
    '%s has no fault that axe finds in either theme, and fits a phone',
    async (path, { site, tab: { page } }) => {
      await openPage(page, site.origin + path);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
        expect(await axeViolations(page, 'main')).toEqual([]);
      }
      await page.emulateMedia({ colorScheme: null });
      await page.setViewportSize(PHONE);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
      await page.setViewportSize(WIDE);
    },
  );
});
