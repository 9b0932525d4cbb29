import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../../health/contract/failureCodes.ts';
import { readReport } from './guard.ts';
import { type HealthEvent, type HealthState, INITIAL_STATE, nextState, type Outcome } from './state.ts';
import { reportBody } from './testWorld.ts';
import { announcement, checkReason, checkWord, timeAgo, wordsOf } from './words.ts';

const ended = (outcome: Outcome): HealthEvent => ({ type: 'ended', at: 0, outcome, freshUntil: 1 });
const stateOf = (outcome: Outcome): HealthState => nextState(INITIAL_STATE, ended(outcome));

function failing(checks: Parameters<typeof reportBody>[1]): HealthState {
  const report = readReport(reportBody('fail', checks));
  if (report === undefined) throw new Error('The report of this test is none.');
  return stateOf({ kind: 'report', report, wait: 0, age: 0 });
}

describe('wordsOf', () => {
  it('never calls an endpoint down that only this browser cannot reach', () => {
    const { label, headline } = wordsOf(stateOf({ kind: 'unreachable' }));
    expect(`${label} ${headline}`).not.toMatch(/down|failing/i);
    expect(announcement(stateOf({ kind: 'unreachable' }))).toBe(
      'MLflow endpoint: cannot be reached from your browser',
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

describe('checkReason', () => {
  it('has a reason of its own for every code of the contract', () => {
    const reasons = failureCodes.map((code) => checkReason({ status: 'fail', code }));
    expect(new Set(reasons).size).toBe(failureCodes.length);
    for (const reason of reasons) expect(reason).not.toMatch(/Code:/);
  });

  it('shows a code that it does not know beside what the status means', () => {
    expect(checkReason({ status: 'fail', code: 'invented_tomorrow' })).toBe(
      "Doesn't answer as it should. Code: invented_tomorrow.",
    );
    expect(checkReason({ status: 'warn', code: 'constructor' })).toMatch(/Code: constructor/);
  });

  it('says so when the report leaves a check out, and when a check is turned off', () => {
    expect(checkWord(undefined)).toBe('Unknown');
    expect(checkWord({ status: 'skipped', code: 'disabled' })).toBe('Not checked');
    expect(checkReason({ status: 'skipped', code: 'disabled' })).toBe('Turned off on purpose.');
  });
});

describe('timeAgo', () => {
  const SECOND = 1_000;
  it.each([
    [-5 * SECOND, 'just now'],
    [9 * SECOND, 'just now'],
    [29 * SECOND, '20 seconds ago'],
    [60 * SECOND, '1 minute ago'],
    [3_599 * SECOND, '59 minutes ago'],
    [7_200 * SECOND, '2 hours ago'],
    [400_000 * SECOND, '4 days ago'],
  ])('reads %i ms as "%s"', (age, words) => {
    expect(timeAgo(0, age)).toBe(words);
  });
});
