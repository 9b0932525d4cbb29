import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import type { Held } from '../probe/state.ts';
import { busyServer, type Server, type Settings, seeded, simulate, timeToShow } from './simulation.ts';

const { thresholds } = readConfig({ MLFLOW_URL: 'http://127.0.0.1:5000' });
const settings: Settings = { ...thresholds, timeoutMs: thresholds.roundTimeoutMs };

describe('the simulation', () => {
  it('finds no false alarm in 10,000 rounds of a healthy server under load, only answers that were really slow', () => {
    const server = busyServer();
    let slow = 0;
    let broken = 0;
    const noted: Server = (sentAt, random) => {
      const meeting = server(sentAt, random);
      if (meeting !== 'hangs' && 'breaksAfterMs' in meeting) broken += 1;
      else if (meeting !== 'hangs' && meeting.answersAfterMs > settings.slowAfterMs) slow += 1;
      return meeting;
    };
    const alarms: Held[] = [];
    simulate(settings, noted, 10_000, seeded(7), (held) => {
      if (held.status !== 'pass') alarms.push(held);
    });
    expect(broken).toBeGreaterThan(0);
    for (const alarm of alarms) expect(alarm).toEqual({ status: 'warn', code: 'slow' });
    expect(alarms.length).toBeLessThanOrEqual(slow);
    expect(slow).toBeLessThan(20);
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
