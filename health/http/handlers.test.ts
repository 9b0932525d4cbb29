import { expect, it } from 'vitest';
import { readConfig } from '../config.ts';
import { createIndex } from '../history/index.ts';
import { createCalendar } from '../maintenance.ts';
import { createProber } from '../probe/prober.ts';
import { processHandlers } from './handlers.ts';

it('/livez is green while rounds are due, even if none has ended, and red when the loop has been dead for a minute', () => {
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
    prober,
    clock,
    history: createIndex(),
    maintenance: createCalendar([]),
    draining: () => false,
  });
  const ask = (path: string) => handlers.get(path)?.({ header: () => undefined, query: () => undefined });
  now = 59_999;
  expect([ask('/livez')?.status, ask('/readyz')?.status]).toEqual([200, 503]);
  now = 60_000;
  expect(ask('/livez')).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } });
  expect(JSON.parse(ask('/livez')?.body ?? '')).toMatchObject({ status: 'fail', notes: ['stale'] });
});
