import { describe, expect, it } from 'vitest';
import { readReport } from './guard.ts';
import { type HealthEvent, type HealthState, INITIAL_STATE, nextState, type Outcome } from './state.ts';
import { reportBody } from './testWorld.ts';
import { announcement, wordsOf } from './words.ts';

const ended = (outcome: Outcome): HealthEvent => ({ type: 'ended', at: 0, outcome, freshUntil: 1 });
const stateOf = (outcome: Outcome): HealthState => nextState(INITIAL_STATE, ended(outcome));

function failing(checks: Parameters<typeof reportBody>[1]): HealthState {
  const report = readReport(reportBody('fail', checks));
  if (report === undefined) throw new Error('The report of this test is none.');
  return stateOf({ kind: 'report', report, wait: 0, age: 0 });
}

describe('wordsOf', () => {
  it('never calls an endpoint down that only this browser cannot reach', () => {
    const { label, spoken } = wordsOf(stateOf({ kind: 'unreachable' }));
    expect(`${label} ${spoken}`).not.toMatch(/down|failing/i);
    expect(announcement(stateOf({ kind: 'unreachable' }))).toBe(
      "MLflow endpoint: can't be reached from your browser",
    );
  });

  it('says failing only when a check failed for a reason of its own', () => {
    expect(wordsOf(failing({ registry: { status: 'fail', code: 'db_unavailable' } })).label).toBe('Failing');
    expect(wordsOf(failing({})).label).toBe('Failing');
  });

  it.each(['starting', 'stale', 'draining'])(
    'says that the state is unknown while every check is %s',
    (code) => {
      const all = { status: 'fail', code };
      expect(wordsOf(failing({ server: all, tracking: all, registry: all, artifacts: all })).label).toBe(
        'Unknown',
      );
    },
  );
});
