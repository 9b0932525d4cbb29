import { expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { createIndex } from '../history/index.ts';
import { createCalendar } from '../maintenance.ts';
import { createProber } from '../probe/prober.ts';
import type { Phase } from '../probe/snapshot.ts';
import { processHandlers } from './handlers.ts';

/** The answers of a process that has never started a round, by path; `now` is told in milliseconds. */
function createProcess(phase?: Phase, draining = false) {
  let now = 0;
  const config = readConfig({ MLFLOW_URL: 'http://127.0.0.1:5000' });
  const clock = { monotonic: () => now, wall: () => new Date(now) };
  const nothing = () => {};
  const prober = createProber({
    ask: () => new Promise(nothing),
    thresholds: config.thresholds,
    sentinel: undefined,
    canary: undefined,
    clock,
    // Never started: as dead as a loop can be.
    events: { round: nothing, transition: nothing, phase: nothing, discarded: nothing, defect: nothing },
  });
  const handlers = processHandlers({
    config,
    prober: phase === undefined ? prober : { ...prober, phase: () => phase },
    clock,
    history: createIndex(),
    maintenance: createCalendar([]),
    draining: () => draining,
  });
  return (path: string, at: number) => {
    now = at;
    return handlers.get(path)?.({ header: () => undefined, query: () => undefined });
  };
}

it('/livez is green while rounds are due, even if none has ended, and red when the loop has been dead for a minute', () => {
  const ask = createProcess();
  expect([ask('/livez', 59_999)?.status, ask('/readyz', 59_999)?.status]).toEqual([200, 503]);
  expect(ask('/livez', 60_000)).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } });
  expect(JSON.parse(ask('/livez', 60_000)?.body ?? '')).toMatchObject({ status: 'fail', notes: ['stale'] });
});

it.each([
  ['live', false, 200, []],
  ['starting', false, 503, ['starting']],
  ['stale', false, 503, ['stale']],
  ['live', true, 503, ['draining']],
] as const)(
  '/readyz while %s, draining %s, is %i, and /livez stays green',
  (phase, draining, status, notes) => {
    const ask = createProcess(phase, draining);
    const ready = ask('/readyz', 0);
    expect(ready?.status).toBe(status);
    expect(JSON.parse(ready?.body ?? '')).toMatchObject({ notes });
    expect(ask('/livez', 0)?.status).toBe(200);
  },
);
