import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { busyLatency, type Settings, seeded, simulate, timeToShow } from './simulation.ts';

const { thresholds } = readConfig({ MLFLOW_URL: 'http://127.0.0.1:5000' });
const settings: Settings = { ...thresholds, timeoutMs: thresholds.roundTimeoutMs };

describe('the simulation', () => {
  it('finds no false alarm in 10,000 rounds of a healthy server under load', () => {
    const states = new Set<string>();
    simulate(
      settings,
      (_, random) => ({ answersAfterMs: busyLatency(random) }),
      10_000,
      seeded(7),
      ({ status }) => states.add(status),
    );
    expect(states).toEqual(new Set(['pass']));
  });

  it('shows a hang as slow within a round and as an outage within three', () => {
    const random = seeded(3);
    const server = (faultAt: number) => (sentAt: number) =>
      sentAt < faultAt ? { answersAfterMs: 50 } : ('hangs' as const);
    for (let trial = 0; trial < 100; trial += 1) {
      const slow = timeToShow(settings, server, ({ status }) => status === 'warn', random) ?? Number.NaN;
      const down = timeToShow(settings, server, ({ status }) => status === 'fail', random) ?? Number.NaN;
      expect(slow).toBeLessThanOrEqual(settings.intervalMs * 1.1 + settings.slowAfterMs);
      expect(down).toBeLessThanOrEqual(3 * settings.intervalMs * 1.1 + settings.slowAfterMs);
    }
  });
});
