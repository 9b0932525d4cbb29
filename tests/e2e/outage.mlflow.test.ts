import type { Page } from 'playwright-core';
import { afterAll, describe, expect } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import type { RunningStack } from '../../stack/stack.ts';
import { startStack } from '../../stack/stack.ts';
import { browserTest as it } from '../fixtures.ts';
import { PATIENT } from '../sharedStack.ts';

/** Bounds the start, which waits for a build of the site. */
const SITE_MS = 10 * 60_000;

const dataDir = await testFolder('outage');
let stack: RunningStack;
let page: Page;

it.beforeAll(async ({ chromium }) => {
  if (chromium === undefined) return;
  stack = await startStack({ dataDir, probeIntervalMs: 1000, healthSettings: PATIENT });
  page = await chromium.newPage();
}, SITE_MS);
afterAll(async () => {
  await page?.close();
  await stack?.stop();
});

const badge = () => page.locator('nav hokusai-mlflow-status').first();
const showsState = (state: string) =>
  page.locator(`nav hokusai-mlflow-status[state="${state}"]`).first().waitFor({ timeout: 40_000 });
const report = async () => {
  const answer = await fetch(stack.registryOrigin + HEALTH_PATH);
  const { status }: { status: string } = await answer.json();
  return { code: answer.status, status };
};

describe('the badge through an outage of MLflow', () => {
  it('says nothing of the state before the first report', async () => {
    const release = Promise.withResolvers<void>();
    await page.route(`**${HEALTH_PATH}`, async (route) => {
      await release.promise;
      await route.continue();
    });
    await page.goto(stack.docsOrigin);
    expect(await badge().getAttribute('state')).toBe('checking');
    release.resolve();
    await showsState('pass');
    await page.unroute(`**${HEALTH_PATH}`);
    expect(await report()).toEqual({ code: 200, status: 'pass' });
  });

  it('turns to fail when MLflow is stopped, and back when it is started', async () => {
    await stack.mlflow.stop();
    await expect.poll(report, { timeout: 30_000 }).toEqual({ code: 503, status: 'fail' });
    await page.reload();
    await showsState('fail');

    await stack.mlflow.start();
    await expect.poll(report, { timeout: 30_000 }).toEqual({ code: 200, status: 'pass' });
    // No reload here: the badge must find out by itself.
    await showsState('pass');
  });

  it('says "cannot be reached", never "down", when the registry does not answer at all', async () => {
    await page.route(`${stack.registryOrigin}/**`, (route) => route.abort('connectionrefused'));
    await page.reload();
    await showsState('unreachable');
    expect(await page.locator('main').first().textContent()).not.toMatch(/\bis down\b/i);
  });
});
