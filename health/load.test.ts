import { describe, expect, it } from 'vitest';
import { type Figures, measure } from './bench/measure.ts';

const LOAD = { requests: 1500, connections: 50, turns: 9 };
/** CPU per request, over that of a server that does nothing but send the same bytes. */
const DEAREST = 1.3;

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
    const figures = await measure(LOAD);
    expectTruth(figures);
    const { serviceUs, bareUs, ratio } = figures.cpuPerRequest;
    expect(ratio, `${serviceUs} us over ${bareUs} us`).toBeLessThanOrEqual(DEAREST);
  });
});
