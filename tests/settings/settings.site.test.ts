/** The snippet settings in a browser, on pages of each kind: what they change, and where the key can be seen. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { PLACEHOLDER_KEY, REGISTRY_ORIGIN } from '../../endpoint.ts';
import { axeViolations } from '../e2e/axe.ts';
import { siteTest } from '../fixtures.ts';

const KEY = `hk_dev_${'k3y'.repeat(11).slice(0, 32)}`;
const MASKED = 'hk_dev_••••••••';
const OWN = 'https://registry.example';
const PAGES = [
  '/docs/quickstart/',
  '/docs/tracking/runs/',
  '/docs/clients/docker/',
  '/docs/clients/ci/',
  '/docs/authentication/',
  '/api/conventions/',
  '/api/mlflow/create-experiment/',
  '/',
];

const it = siteTest.extend('phone', { width: 360, height: 740 });

/** Opens the panel with the button of the navbar or of a block. */
async function openPanel(page: Page): Promise<void> {
  await page.locator('[data-action=settings]:visible').first().click();
  await page.getByRole('dialog', { name: 'Snippet settings' }).waitFor();
}

const close = (page: Page) => page.keyboard.press('Escape');
const field = (page: Page) => page.locator('#settings input[type=password]');

/** All code of a page, hidden tabs and other shells included. */
const codeOf = (page: Page) =>
  page.locator('pre code').evaluateAll((all) => all.map(({ textContent }) => textContent).join('\n'));

/** Everywhere that outlives the page or leaves it. */
const stored = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      history.state,
    ]),
  );

describe.each(PAGES)('%s', (path) => {
  it('shows the registry of its site at once, and the key masked', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    const logged: string[] = [];
    page.on('console', (message) => void logged.push(message.text()));
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    await page.goto(site.origin + path);
    const before = await codeOf(page);
    expect(before).toContain(site.registryOrigin);
    expect(before).not.toContain(REGISTRY_ORIGIN);
    expect(before).toContain(PLACEHOLDER_KEY);

    await openPanel(page);
    await field(page).fill(KEY);
    await close(page);
    expect(await codeOf(page)).toBe(before.replaceAll(PLACEHOLDER_KEY, MASKED));
    expect(await page.content()).not.toContain(KEY);
    expect(await stored(page)).not.toContain(KEY);
    expect(logged.join()).not.toContain(KEY);
    expect(asked.join()).not.toContain(KEY);
    expect(problems).toEqual([]);
  });
});

describe('the settings', () => {
  it('keep the key in the tab by choice, and one control clears it everywhere', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    await openPanel(page);
    await field(page).fill(KEY);
    await page.getByLabel('Keep it in this tab until I close it').check();
    const kept = await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]);
    expect(JSON.stringify(kept[0])).not.toContain(KEY);
    expect(JSON.stringify(kept[1])).toContain(KEY);
    await page.goto(`${site.origin}/docs/quickstart/`);
    expect(await codeOf(page)).toContain(MASKED);
    await openPanel(page);
    await page.getByRole('button', { name: 'Clear key' }).click();
    expect(await field(page).inputValue()).toBe('');
    await close(page);
    expect(await codeOf(page)).toContain(PLACEHOLDER_KEY);
    expect(await stored(page)).not.toContain(KEY);
  });

  it('stay when React takes over, and on the page that it shows next', async ({ site, newPage }) => {
    const { page, problems } = await newPage();
    await page.addInitScript((key) => sessionStorage.setItem('hokusai.key', key), KEY);
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    await page.getByRole('link', { name: 'Quickstart' }).first().hover();
    await page.keyboard.press('Tab');
    expect(await codeOf(page)).toContain(MASKED);
    await page.getByRole('link', { name: 'Quickstart' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Quickstart' }).waitFor();
    const code = await codeOf(page);
    expect(code).toContain(MASKED);
    expect(code).not.toContain(PLACEHOLDER_KEY);
    expect(problems).toEqual([]);
  });

  it('name another registry, and refuse what is no address', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    await openPanel(page);
    await page.getByLabel('Your own').check();
    const address = page.getByLabel('Address of your registry');
    await address.fill('registry.example');
    await page.getByText('Write an address that starts with').waitFor();
    expect(await codeOf(page)).not.toContain('registry.example/');
    await address.fill(`${OWN}/api/mlflow`);
    expect(await codeOf(page)).toContain(`${OWN}/api/mlflow`);
    await page.getByLabel('Production').check();
    expect(await codeOf(page)).toContain(`${REGISTRY_ORIGIN}/api/mlflow`);
    await page.reload();
    expect(await codeOf(page)).toContain(`${REGISTRY_ORIGIN}/api/mlflow`);
    await openPanel(page);
    await page.getByLabel('Local stack').check();
    await page.reload();
    expect(await codeOf(page)).toContain(`${site.registryOrigin}/api/mlflow`);
  });

  it('say what is no key, and put it into no code', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    await openPanel(page);
    await field(page).fill('two words"');
    await page.getByText('This isn’t an API key').waitFor();
    expect(await codeOf(page)).toContain(PLACEHOLDER_KEY);
    await page.getByRole('button', { name: 'Clear key' }).click();
    expect(await page.getByText('This isn’t an API key').count()).toBe(0);
  });

  it('show set-up blocks for the chosen shell', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    const block = page.locator('#code-1');
    await openPanel(page);
    await page.getByLabel('PowerShell').check();
    await close(page);
    expect(await block.innerText()).toContain('$env:MLFLOW_TRACKING_URI = ');
    expect(await block.innerText()).toContain('checked with a parser, not run');
    expect(await block.innerText()).not.toContain('export');
  });

  it('open the samples of the reference in the chosen language', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/api/mlflow/create-experiment/`);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('dialog').getByLabel('TypeScript').check();
    await close(page);
    await page.getByRole('region', { name: 'Request in TypeScript' }).waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Request in TypeScript' }).waitFor();
  });

  it('copy the key whole, selected or by button', async ({ site, newPage }) => {
    const { page } = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    await openPanel(page);
    await field(page).fill(KEY);
    await close(page);
    const wanted = `export MLFLOW_TRACKING_URI=${site.registryOrigin}/api/mlflow\nexport MLFLOW_TRACKING_TOKEN=${KEY}`;
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page
      .locator('#code-1 code')
      .first()
      .evaluate((code) => getSelection()?.selectAllChildren(code));
    await page.keyboard.press('ControlOrMeta+c');
    expect(await clipboard()).toBe(wanted);
    await page.locator('#code-1').hover();
    await page.locator('#code-1').getByRole('button', { name: /^copy/i }).click();
    await expect.poll(clipboard).toBe(wanted);
  });

  it('copy the key whole in the reference too', async ({ site, newPage }) => {
    const { page } = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.addInitScript((key) => sessionStorage.setItem('hokusai.key', key), KEY);
    await page.goto(`${site.origin}/api/mlflow/create-experiment/`);
    const block = page.getByRole('region', { name: 'Request in curl' });
    expect(await block.innerText()).toContain(`export MLFLOW_TRACKING_TOKEN="${MASKED}"`);
    await page.getByRole('button', { name: 'Copy: Request in curl' }).click();
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(clipboard).toContain(`export MLFLOW_TRACKING_TOKEN="${KEY}"\n`);
    expect(await clipboard()).toContain(
      `"${site.registryOrigin}/api/mlflow/api/2.0/mlflow/experiments/create"`,
    );
  });

  it('are reached, used and left by keyboard', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    const button = page.locator('#code-1').getByRole('button', { name: 'Snippet settings' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    const visited: string[] = [];
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      visited.push(
        await page.evaluate(
          () => document.activeElement?.closest('fieldset')?.querySelector('legend')?.textContent ?? '',
        ),
      );
    }
    expect([...new Set(visited)]).toEqual(
      expect.arrayContaining(['Registry', 'API key', 'Shell', 'Language']),
    );
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await button.evaluate((each) => each === document.activeElement)).toBe(true);
  });

  it.for([
    { colorScheme: 'light', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'none' },
    { colorScheme: 'dark', forcedColors: 'active' },
  ] as const)(
    'have no fault that axe finds, and fit a phone: %o',
    async (options, { site, phone, newPage }) => {
      const { page } = await newPage({ ...options, viewport: phone });
      await page.goto(`${site.origin}/docs/tracking/runs/`);
      await page.locator('#code-1').getByRole('button', { name: 'Snippet settings' }).click();
      await page.getByLabel('Your own').check();
      expect(await axeViolations(page, '#settings')).toEqual([]);
      const wide = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        (document.querySelector('#settings')?.scrollWidth ?? 0) -
          (document.querySelector('#settings')?.clientWidth ?? 0),
      ]);
      expect(wide).toEqual([phone.width, 0]);
    },
  );

  it('say when they could not be loaded', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.route('**/assets/first/settings.*', (route) => route.abort());
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    const told = page.waitForEvent('dialog');
    await page.locator('[data-action=settings]:visible').first().click({ noWaitAfter: true });
    const dialog = await told;
    expect(dialog.message()).toContain("didn't load");
    await dialog.accept();
    await page.unroute('**/assets/first/settings.*');
  });

  it('are of no use without JavaScript, and the placeholders stand', async ({ site, newPage }) => {
    const { page } = await newPage({ javaScriptEnabled: false });
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    expect(await page.locator('#code-1 code').first().innerText()).toContain(`=${PLACEHOLDER_KEY}`);
    expect(await page.locator('[data-action=settings]:visible').count()).toBe(0);
  });
});

describe('a page with stored settings', () => {
  it('never paints a placeholder', async ({ site, newPage }) => {
    const { page } = await newPage();
    await page.addInitScript((key) => {
      sessionStorage.setItem('hokusai.key', key);
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = (): void => {
        // What is on the page when the browser paints it.
        seen.push(document.querySelector('#code-1')?.textContent ?? '');
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, KEY);
    await page.goto(`${site.origin}/docs/tracking/runs/`);
    const painted = async (): Promise<string[]> => {
      const seen: unknown = await page.evaluate(() => Reflect.get(window, 'seen'));
      return (Array.isArray(seen) ? seen : []).filter((text) => text !== '');
    };
    // A few frames with code on them.
    await expect.poll(async () => (await painted()).length).toBeGreaterThan(5);
    expect((await painted()).filter((text) => text.includes(PLACEHOLDER_KEY))).toEqual([]);
  });
});
