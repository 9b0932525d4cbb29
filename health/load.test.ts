import { describe, expect, it } from 'vitest';
import { measure } from './bench/measure.ts';

describe('under load while MLflow hangs', () => {
  // Others on the machine spoil the caches of one side or the other; a service that is too dear is so every time.
  it('tells the truth to everyone, asks MLflow no more often, and stays near a bare server', {
    timeout: 60_000,
    retry: 2,
  }, async () => {
    const requests = 2000;
    const turns = 3;
    const figures = await measure({ requests, connections: 50, turns });
    expect(figures.statuses).toEqual({ 503: requests * turns });
    expect(figures.dropped).toBe(0);
    expect(figures.roundsPerInterval).toBeLessThanOrEqual(1);
    expect(figures.cpuPerRequest.ratio).toBeLessThan(2);
    const { before, after } = figures.memory;
    expect(after.inUse).toBeLessThan(before.inUse * 1.1);
    expect(after.resident).toBeLessThan(before.resident * 1.5);
  });
});
