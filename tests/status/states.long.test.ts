// Each state of the element by real means: every part of the stack is stopped or broken, and a page in a browser finds out.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { HEALTH_PATH } from '../../endpoint.ts';
import { buildStatusElement } from '../../plugins/statusElement/build.ts';
import { inBothBrowsers } from '../e2e/twoBrowsers.ts';
import { type BreakableStack, startBreakableStack } from './breakableStack.ts';
import { type Carrier, startCarrier } from './player.ts';

/** Both look every 5 s; a frozen service takes two looks of 13 s. */
const ELEMENTS = `<hokusai-mlflow-status interval="5"></hokusai-mlflow-status>
  <hokusai-mlflow-status size="panel"></hokusai-mlflow-status>`;

const PATIENT = { timeout: 90_000, interval: 200 };

let stack: BreakableStack;
let carrier: Carrier;

beforeAll(async () => {
  // A run is created in every round of the canary, so that no test waits an hour for one.
  stack = await startBreakableStack({ CANARY_RUN_EVERY_MS: '100', RATE_LIMIT_PER_MINUTE: '240' });
  carrier = await startCarrier(await buildStatusElement('.'), stack.registryOrigin);
});
afterAll(async () => {
  await carrier?.stop();
  await stack?.remove();
});

function sql(text: string): void {
  const database = new DatabaseSync(stack.mlflow.database, { timeout: 20_000 });
  database.exec(text);
  database.close();
}

/** Sends more requests than the service takes from one address, until it is told to stop. */
function flood(): () => Promise<void> {
  let isOver = false;
  const send = async () => {
    while (!isOver) {
      const some = Array.from({ length: 20 }, () =>
        fetch(stack.registryOrigin + HEALTH_PATH, { method: 'HEAD' }),
      );
      await Promise.all(some);
      await sleep(100);
    }
  };
  const sending = send();
  return async () => {
    isOver = true;
    await sending;
  };
}

interface Fault {
  name: string;
  /** Makes it; returns what heals it. */
  make: (page: Page) => Promise<() => unknown>;
  /** What the badge says then. */
  badge: string;
  /** A check, and what the panel says of it. */
  check?: [name: string, words: RegExp];
}

/** The badge, and a check in the panel, as they can be read. */
const read = (page: Page, check = '') =>
  page.evaluate((name) => {
    const [badge, panel] = document.querySelectorAll('hokusai-mlflow-status');
    const text = (root: Element | undefined, selector: string) =>
      root?.shadowRoot?.querySelector(selector)?.textContent ?? '';
    const stale = badge?.hasAttribute('stale') ? ', last known' : '';
    return {
      badge: `${badge?.getAttribute('state')}: ${text(badge, '[part=label]')}${stale}`,
      check: name === '' ? '' : text(panel, `[data-check=${name}]`),
    };
  }, check);

const stopping = (part: 'api' | 'health' | 'gateway' | 'mlflow') => async () => {
  await stack[part].stop();
  return () => stack[part].start();
};

const FAULTS: readonly Fault[] = [
  {
    name: 'only writes are broken',
    make: async () => {
      sql(
        "CREATE TRIGGER refuse BEFORE INSERT ON runs BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
      );
      return () => sql('DROP TRIGGER refuse');
    },
    badge: 'fail: Failing',
    check: ['writes', /Failing.*can't be logged\. Reading works\./],
  },
  {
    name: 'the API service is stopped',
    make: stopping('api'),
    badge: 'fail: Failing',
    check: ['front-door', /Failing/],
  },
  {
    name: 'the health service is stopped, and the gateway answers in its place, without CORS',
    make: stopping('health'),
    badge: 'no-report: No report',
  },
  { name: 'the gateway is stopped', make: stopping('gateway'), badge: 'unreachable: Unreachable' },
  {
    name: 'the health service takes requests and never answers',
    make: async () => {
      stack.health.freeze();
      return stack.health.thaw;
    },
    badge: 'unreachable: Unreachable',
  },
  {
    name: 'the network is off',
    make: async (page) => {
      await page.setOfflineMode(true);
      return () => page.setOfflineMode(false);
    },
    badge: "offline: You're offline",
  },
  {
    name: 'the network has sent too many requests',
    make: async () => flood(),
    badge: 'no-report: Try later',
  },
  {
    name: 'MLflow is stopped',
    make: stopping('mlflow'),
    badge: 'fail: Failing',
    check: ['server', /Failing/],
  },
];

inBothBrowsers((it) => {
  it('a page that stays open finds out about each fault, and about its end', async ({ newPage }) => {
    const page = await newPage();
    await expect.poll(stack.isWell, PATIENT).toBe(true);
    await page.goto(`${carrier.origin}/?${new URLSearchParams({ body: ELEMENTS })}`);
    const isWell = { badge: 'pass: Operational', check: '' };
    await expect.poll(() => read(page), PATIENT).toEqual(isWell);
    for (const { name, make, badge, check: [check, words] = ['', /^$/] } of FAULTS) {
      const heal = await make(page);
      try {
        await expect
          .poll(() => read(page, check), { ...PATIENT, message: name })
          .toEqual({ badge, check: expect.stringMatching(words) });
      } finally {
        await heal();
      }
      await expect.poll(() => read(page), { ...PATIENT, message: `after: ${name}` }).toEqual(isWell);
    }
  }, 600_000);
});
