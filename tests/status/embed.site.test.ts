import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import { DOCS_ORIGIN } from '../../endpoint.ts';
import { siteTest as it } from '../fixtures.ts';

describe('the embed page', () => {
  it('gives code that a page of another origin can run, with the hash of the very bytes', async ({
    site,
    newPage,
  }) => {
    const { page } = await newPage();
    await page.goto(`${site.origin}/status/embed/`);
    await page.getByRole('radio', { name: 'Panel', exact: true }).check();
    await page.getByRole('radio', { name: 'Dark', exact: true }).check();
    await page.locator('main hokusai-mlflow-status[size=panel][theme=dark]').waitFor();
    await page.getByRole('radio', { name: 'HTML, pinned', exact: true }).check();
    const code = await page.locator('main pre').innerText();
    const files = [...code.matchAll(/(?:src|href)="([^"]+\.js)"\s+integrity="(sha256-[^"]+)"/g)];
    expect(files).toHaveLength(2);
    expect(code).toContain('<hokusai-mlflow-status size="panel" theme="dark"></hokusai-mlflow-status>');

    for (const [, url = '', integrity] of files) {
      const answer = await fetch(url.replace(DOCS_ORIGIN, site.origin));
      const bytes = new Uint8Array(await answer.arrayBuffer());
      expect(`sha256-${createHash('sha256').update(bytes).digest('base64')}`).toBe(integrity);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('cache-control')).toContain('immutable');
    }

    // The registry of these tests is another origin, with a page that nothing else is on.
    const [, url = '', integrity = ''] = files[0] ?? [];
    await page.goto(`${site.registryOrigin}/api/health/nothing`);
    await page.evaluate(
      async ([src = '', hash = '']) => {
        const script = Object.assign(document.createElement('script'), {
          src,
          integrity: hash,
          crossOrigin: '',
        });
        const loaded = new Promise((resolve, reject) => {
          script.onload = resolve;
          script.onerror = reject;
        });
        document.head.append(script);
        await loaded;
        const element = document.createElement('hokusai-mlflow-status');
        element.setAttribute('size', 'panel');
        element.setAttribute('src', `${location.origin}/api/health/mlflow`);
        document.body.append(element);
      },
      [url.replace(DOCS_ORIGIN, site.origin), integrity],
    );
    // Its panel comes from the origin of the element, not of the page.
    await page.getByRole('region', { name: 'Health of the MLflow endpoint' }).waitFor();
  });
});

it('the status page without scripts has the pictures of the service', async ({ site, newPage }) => {
  const { page } = await newPage({ javaScriptEnabled: false });
  await page.goto(`${site.origin}/status/`);
  const pictures = page.locator('main hokusai-mlflow-status img');
  const sources = await pictures.evaluateAll((all) => all.map((each) => each.getAttribute('src') ?? ''));
  expect(sources).toHaveLength(7);
  expect(sources[0]).toMatch(/\/badge\.svg$/);
  expect(sources[6]).toMatch(/badge\.svg\?metric=uptime&window=90d&check=writes$/);
  expect(await page.getByRole('link', { name: 'State of the MLflow endpoint' }).count()).toBe(1);
});
