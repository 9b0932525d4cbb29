import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type HealthEvent,
  type HealthState,
  INITIAL_STATE,
  isStale,
  lastReceived,
  nextState,
  type Outcome,
} from './state.ts';

const report = (status: 'pass' | 'warn' | 'fail'): Outcome => ({
  kind: 'report',
  report: { status, checks: {}, time: 0 },
  wait: 0,
  age: 0,
});
const ended = (outcome: Outcome, at = 1_000, freshUntil = at + 60_000): HealthEvent => ({
  type: 'ended',
  at,
  outcome,
  freshUntil,
});
const stateAfter = (...events: HealthEvent[]): HealthState => events.reduce(nextState, INITIAL_STATE);
const MISS = { kind: 'unreachable' } as const;

describe('nextState', () => {
  it('starts neutral and stays so while the first look is under way', () => {
    expect(INITIAL_STATE.name).toBe('checking');
    expect(stateAfter({ type: 'started', at: 0 })).toMatchObject({ name: 'checking', busy: true });
  });

  it.each(['pass', 'warn', 'fail'] as const)('takes the name of a %s report', (status) => {
    expect(stateAfter(ended(report(status)))).toMatchObject({
      name: status,
      stale: null,
      checkedAt: 1_000,
      misses: 0,
    });
  });

  it.each([
    { kind: 'no-report', wait: 0 },
    { kind: 'limited', wait: 0 },
    { kind: 'unreachable' },
    { kind: 'offline' },
  ] satisfies Outcome[])('says $kind at once when there never was a report', (outcome) => {
    expect(stateAfter(ended(outcome))).toMatchObject({ name: outcome.kind, last: null });
  });

  it('keeps a report through one miss, marked stale with the reason', () => {
    const state = stateAfter(ended(report('pass')), ended(MISS, 2_000));
    expect(state).toMatchObject({ name: 'pass', stale: 'unreachable', receivedAt: 1_000, checkedAt: 2_000 });
    expect(isStale(state)).toBe(true);
  });

  it('gives way at the second miss in a row, and remembers the report', () => {
    const state = stateAfter(ended(report('warn')), ended(MISS, 2_000), ended({ kind: 'offline' }, 3_000));
    expect(state).toMatchObject({ name: 'offline', misses: 2 });
    expect(lastReceived(state)).toEqual({
      report: { status: 'warn', checks: {}, time: 0 },
      receivedAt: 1_000,
    });
    expect(isStale(state)).toBe(false);
  });

  it('recovers with one report, and one report between two misses keeps the state', () => {
    expect(stateAfter(ended(MISS), ended(MISS), ended(report('pass')))).toMatchObject({
      name: 'pass',
      stale: null,
    });
    const flapping = [ended(report('pass')), ended(MISS), ended(report('pass')), ended(MISS)];
    expect(stateAfter(...flapping)).toMatchObject({ name: 'pass', stale: 'unreachable' });
  });

  it('marks a report stale when a look starts long after it should have been renewed', () => {
    const seen = ended(report('pass'), 1_000, 61_000);
    expect(isStale(stateAfter(seen, { type: 'started', at: 60_999 }))).toBe(false);
    expect(stateAfter(seen, { type: 'started', at: 61_000 })).toMatchObject({ name: 'pass', stale: 'aged' });
  });

  it('marks a report stale when its time is up, and one that was too old on arrival', () => {
    const seen = ended(report('pass'), 1_000, 61_000);
    expect(isStale(stateAfter(seen, { type: 'aged', at: 60_999 }))).toBe(false);
    expect(isStale(stateAfter(seen, { type: 'aged', at: 61_000 }))).toBe(true);
    expect(isStale(stateAfter(ended(report('pass'), 1_000, -5)))).toBe(true);
  });

  it('returns the same object when nothing changes', () => {
    const busy = stateAfter({ type: 'asked' });
    expect(nextState(busy, { type: 'asked' })).toBe(busy);
    expect(nextState(INITIAL_STATE, { type: 'dropped' })).toBe(INITIAL_STATE);
  });

  it('is never green without a passing report, and never loses one', () => {
    const outcome = fc.oneof(
      fc.constantFrom('pass', 'warn', 'fail').map(report),
      fc.constantFrom<Outcome>({ kind: 'no-report', wait: 0 }, MISS, { kind: 'offline' }),
    );
    const event = fc.oneof(
      outcome.map((seen) => ended(seen)),
      fc.constantFrom<HealthEvent>({ type: 'asked' }, { type: 'dropped' }, { type: 'started', at: 5 }),
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const state = stateAfter(...events);
        const reports = events.flatMap((e) =>
          e.type === 'ended' && e.outcome.kind === 'report' ? [e.outcome.report] : [],
        );
        expect(lastReceived(state)?.report).toEqual(reports.at(-1));
        if (state.name === 'pass') expect(reports.at(-1)?.status).toBe('pass');
      }),
    );
  });
});
