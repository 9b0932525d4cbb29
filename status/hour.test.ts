// What one tab costs the endpoint: the figures of the embed page.
import { expect, it } from 'vitest';
import { createHealthStore } from './store.ts';
import { createTestWorld, REPORT_URL, reportResponse, SITE_URL } from './testWorld.ts';

const HOUR = 3_600_000;

it.each([
  ['visible', true, 0, 121],
  ['visible, with the longest jitter', true, 0.999, 110],
  ['hidden', false, 0, 0],
] as const)('a tab that is %s', async (_name, visible, random, requests) => {
  const world = createTestWorld(() => reportResponse('pass'));
  world.randomIs(random);
  const store = createHealthStore({ reportUrl: REPORT_URL, siteUrl: SITE_URL }, world.effects);
  await world.show(visible);
  const listeners = Array.from({ length: 20 }, () => store.subscribe(() => {}));
  await world.advance(HOUR);
  expect(world.requests).toHaveLength(requests);
  for (const stop of listeners) stop();
});
