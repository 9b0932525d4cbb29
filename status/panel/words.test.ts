import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../health/contract/failureCodes.ts';
import {
  checkMeaning,
  checkReason,
  checkWord,
  durationOf,
  percentOf,
  sentencesOf,
  timeAgo,
} from './words.ts';

describe('checkReason', () => {
  it('has a reason of its own for every code of the contract', () => {
    const reasons = failureCodes.map((code) => checkReason({ status: 'fail', code }));
    expect(new Set(reasons).size).toBe(failureCodes.length);
    for (const reason of reasons) expect(reason).not.toMatch(/Code:/);
  });

  it('shows a code that it does not know beside what the status means', () => {
    expect(checkReason({ status: 'fail', code: 'invented_tomorrow' })).toBe(
      "Doesn't respond normally. Code: invented_tomorrow.",
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

describe('what a failing check means', () => {
  const pass = { status: 'pass' } as const;
  const fail = { status: 'fail' } as const;

  it('is said for the reader, and that reading works only while it does', () => {
    expect(checkMeaning('writes', { writes: fail, tracking: pass })).toBe(
      "New runs, metrics and tags can't be logged. Reading works.",
    );
    expect(checkMeaning('writes', { writes: fail, tracking: fail })).not.toContain('Reading works');
    expect(checkMeaning('writes', { writes: fail, tracking: pass, 'front-door': fail })).not.toContain(
      'Reading',
    );
    expect(checkMeaning('writes', { writes: pass })).toBe('');
    expect(checkMeaning('gpu', { gpu: fail })).toBe('');
  });
});

describe('figures', () => {
  it.each([
    [1, '100%'],
    [0.99999, '99.99%'],
    [0, '0.00%'],
    [null, 'no data'],
  ])('say of an availability of %s: %s', (share, words) => {
    expect(percentOf(share)).toBe(words);
  });

  it.each([
    [59_000, 'less than a minute'],
    [60_000, '1 minute'],
    [3_660_000, '1 hour 1 minute'],
    [2 * 86_400_000 + 3 * 3_600_000 + 60_000, '2 days 3 hours'],
  ])('say of %i ms: %s', (ms, words) => {
    expect(durationOf(ms)).toBe(words);
  });

  it('has a sentence for a browser that is offline, which says nothing of MLflow', () => {
    const state = { name: 'offline', last: null, busy: false, checkedAt: 0, misses: 1 } as const;
    expect(sentencesOf(state).headline).toBe("You're offline");
  });
});
