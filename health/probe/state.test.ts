import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from './checks.ts';
import { type CheckState, step, unknownState } from './state.ts';

const pass: Outcome = { status: 'pass', durationMs: 1 };
const slow: Outcome = { status: 'warn', code: 'slow', durationMs: 900 };
const off: Outcome = { status: 'skipped', code: 'disabled', durationMs: 1 };
const timeout: Outcome = { status: 'fail', code: 'timeout', durationMs: undefined };
const reset: Outcome = { status: 'fail', code: 'reset', durationMs: undefined };

const twoAndOne = { failAfter: 2, recoverAfter: 1 };

function run(outcomes: readonly Outcome[], limits = twoAndOne): CheckState {
  return outcomes.reduce((state, outcome) => step(state, outcome, limits), unknownState);
}

function statusAfter(outcomes: readonly Outcome[], limits = twoAndOne) {
  return run(outcomes, limits).held.status;
}

describe('the state that is held of a check', () => {
  it('is decided by the first answer, good or bad, so nothing is green without evidence', () => {
    expect(statusAfter([])).toBe('unknown');
    expect(statusAfter([pass])).toBe('pass');
    expect(statusAfter([timeout])).toBe('fail');
    expect(statusAfter([slow])).toBe('warn');
    expect(statusAfter([off])).toBe('skipped');
  });

  it('fails after two failures in a row, not after one', () => {
    expect(statusAfter([pass, timeout])).toBe('pass');
    expect(statusAfter([pass, timeout, timeout])).toBe('fail');
  });

  it('recovers with one pass', () => {
    expect(statusAfter([pass, timeout, timeout, pass])).toBe('pass');
  });

  it('names the newest reason while it fails', () => {
    expect(run([pass, timeout, reset]).held).toEqual({ status: 'fail', code: 'reset' });
    expect(run([pass, timeout, timeout, reset]).held).toEqual({ status: 'fail', code: 'reset' });
  });

  it('does not move when it flaps', () => {
    const flapping = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? pass : timeout));
    for (let rounds = 1; rounds <= flapping.length; rounds += 1) {
      expect(statusAfter(flapping.slice(0, rounds))).toBe('pass');
    }
  });

  it('warns, and does not fail, when slow and failing rounds take turns', () => {
    expect(statusAfter([pass, slow, timeout, slow, timeout])).toBe('warn');
  });

  it('warns after two slow rounds and passes after one that is not', () => {
    expect(statusAfter([pass, slow])).toBe('pass');
    expect(statusAfter([pass, slow, slow])).toBe('warn');
    expect(statusAfter([pass, slow, slow, pass])).toBe('pass');
  });

  it('takes a slow answer for a recovery from failure', () => {
    expect(statusAfter([timeout, slow])).toBe('warn');
  });

  it('is skipped as soon as it is turned off, and back as soon as it is on', () => {
    expect(statusAfter([pass, off])).toBe('skipped');
    expect(statusAfter([timeout, timeout, off])).toBe('skipped');
    expect(statusAfter([off, pass])).toBe('pass');
  });

  const outcomes = fc.array(fc.constantFrom(pass, slow, off, timeout, reset), {
    minLength: 1,
    maxLength: 40,
  });
  const limits = fc.record({
    failAfter: fc.integer({ min: 1, max: 5 }),
    recoverAfter: fc.integer({ min: 1, max: 5 }),
  });

  it('turns to fail only on as many failures in a row as are set', () => {
    fc.assert(
      fc.property(outcomes, limits, (seen, each) => {
        const before = run(seen.slice(0, -1), each);
        const after = run(seen, each);
        if (before.held.status === 'unknown' || before.held.status === 'fail') return;
        const tail = seen.slice(-each.failAfter);
        const allFailed = tail.length === each.failAfter && tail.every(({ status }) => status === 'fail');
        expect(after.held.status === 'fail').toBe(allFailed);
      }),
    );
  });

  it('always fails after enough failures and always passes after enough passes', () => {
    fc.assert(
      fc.property(outcomes, limits, (seen, each) => {
        const failures = Array.from({ length: each.failAfter }, () => timeout);
        const passes = Array.from({ length: each.recoverAfter }, () => pass);
        expect(statusAfter([...seen, ...failures], each)).toBe('fail');
        expect(statusAfter([...seen, ...passes], each)).toBe('pass');
      }),
    );
  });

  it('never passes in a round that failed unless it passed before', () => {
    fc.assert(
      fc.property(outcomes, limits, (seen, each) => {
        const before = run(seen.slice(0, -1), each).held.status;
        const after = run([...seen.slice(0, -1), timeout], each).held.status;
        if (after === 'pass') expect(before).toBe('pass');
      }),
    );
  });
});
