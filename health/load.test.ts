import { describe, expect, it } from 'vitest';
import { type Figures, measure } from './bench/measure.ts';

const LOAD = { requests: 2000, connections: 50, turns: 3 };
const DEAREST = 2;
const ATTEMPTS = 3;

/** What must hold in every load, however busy the machine is. */
function expectTruth({ statuses, dropped, roundsPerInterval, memory: { before, after } }: Figures): void {
  expect(statuses).toEqual({ 503: LOAD.requests * LOAD.turns });
  expect(dropped).toBe(0);
  expect(roundsPerInterval).toBeLessThanOrEqual(1);
  expect(after.inUse).toBeLessThan(before.inUse * 1.1);
  expect(after.resident).toBeLessThan(before.resident * 1.5);
}

describe('under load while MLflow hangs', () => {
  it('tells the truth to everyone, asks MLflow no more often, and stays near a bare server', {
    timeout: 120_000,
  }, async () => {
    const ratios: number[] = [];
    // Only CPU is measured again: others on the machine spoil caches, but a service that is too dear is so every time.
    for (let attempt = 0; attempt < ATTEMPTS && !ratios.some((ratio) => ratio < DEAREST); attempt++) {
      const figures = await measure(LOAD);
      expectTruth(figures);
      ratios.push(figures.cpuPerRequest.ratio);
    }
    expect(Math.min(...ratios), `CPU per request, over a bare server: ${ratios}`).toBeLessThan(DEAREST);
  });
});
