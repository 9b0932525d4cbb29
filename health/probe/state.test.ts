import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failed, type Outcome } from './outcome.ts';
import { hangAfter, type SignalState, step, unknownState, WINDOW } from './state.ts';

const pass: Outcome = { status: 'pass', durationMs: 1 };
const slow: Outcome = { status: 'warn', code: 'slow', durationMs: 900 };
const off: Outcome = { status: 'skipped', code: 'disabled', durationMs: 1 };
const timeout: Outcome = { status: 'fail', code: 'timeout', durationMs: undefined };
const reset: Outcome = { status: 'fail', code: 'reset', durationMs: undefined };

const twoAndOne = { failAfter: 2, recoverAfter: 1 };

function run(outcomes: readonly Outcome[], limits = twoAndOne): SignalState {
  return outcomes.reduce((state, outcome, round) => step(state, round, outcome, limits), unknownState);
}

function statusAfter(outcomes: readonly Outcome[], limits = twoAndOne) {
  return run(outcomes, limits).held.status;
}

const hanging: Outcome = { status: 'hanging', code: 'timeout', durationMs: undefined };
const repeat = (count: number, ...outcomes: Outcome[]) =>
  Array.from({ length: count }, () => outcomes).flat();

describe('the state that is held', () => {
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

  it('is slow at once, and passes with the next answer that is not', () => {
    expect(statusAfter([pass, slow])).toBe('warn');
    expect(statusAfter([pass, slow, pass])).toBe('pass');
    expect(statusAfter([pass, slow, timeout, slow])).toBe('warn');
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

  it('always fails after enough failures and always passes after a window of passes', () => {
    fc.assert(
      fc.property(outcomes, limits, (seen, each) => {
        const failures = Array.from({ length: each.failAfter }, () => timeout);
        const passes = repeat(WINDOW, pass);
        expect(statusAfter([...seen, ...failures], each)).toBe('fail');
        expect(statusAfter([...seen, ...passes], each)).toBe('pass');
      }),
    );
  });

  it('passes only in a round that passed, or with one failure after a round that did', () => {
    fc.assert(
      fc.property(outcomes, limits, (seen, each) => {
        const before = run(seen.slice(0, -1), each).held.status;
        if (run([...seen.slice(0, -1), timeout], each).held.status === 'pass') expect(before).toBe('pass');
        if (run([...seen.slice(0, -1), slow], each).held.status === 'pass') expect.unreachable();
      }),
    );
  });
});

describe('a fault that comes and goes', () => {
  it('warns at three failures in the window and fails at five', () => {
    const everySecond = (rounds: number) => repeat(rounds, pass, timeout).slice(0, rounds);
    expect(statusAfter(everySecond(5))).toBe('pass');
    expect(run(everySecond(6)).held).toEqual({ status: 'warn', code: 'intermittent' });
    expect(run(everySecond(WINDOW)).held).toEqual({ status: 'fail', code: 'intermittent' });
    expect(statusAfter(everySecond(100))).toBe('fail');
  });

  it('ends by degrees, so that it does not flap at the edge', () => {
    const bad = repeat(5, pass, timeout);
    const after = (rounds: number) => statusAfter([...bad, ...repeat(rounds, pass)]);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(after)).toEqual([
      ...['fail', 'fail', 'fail', 'fail', 'warn', 'warn', 'warn', 'warn', 'pass'],
    ]);
  });

  it('is not made of an outage that is over', () => {
    expect(statusAfter([...repeat(WINDOW, pass), ...repeat(WINDOW, timeout), pass])).toBe('pass');
    expect(statusAfter([pass, timeout, timeout, pass, timeout, timeout, pass])).toBe('warn');
  });

  it('needs three failures in ten: two never move it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(WINDOW - 1), { maxLength: 2 }), (places) => {
        fc.pre(places.length < 2 || Math.abs((places[0] ?? 0) - (places[1] ?? 0)) > 1);
        const seen = Array.from({ length: WINDOW }, (_, round) => (places.includes(round) ? timeout : pass));
        for (let rounds = 1; rounds <= WINDOW; rounds += 1) {
          expect(statusAfter([pass, ...seen.slice(0, rounds)])).toBe('pass');
        }
      }),
    );
  });
});

describe('an answer that does not come', () => {
  it('is slow at once, and an outage when several in a row hang', () => {
    expect(run([pass, hanging]).held).toEqual({ status: 'warn', code: 'slow' });
    expect(run([pass, hanging, hanging]).held).toEqual({ status: 'warn', code: 'slow' });
    expect(hangAfter(twoAndOne)).toBe(3);
    expect(run([pass, hanging, hanging, hanging]).held).toEqual({ status: 'fail', code: 'timeout' });
  });

  it('is no evidence while nothing is known', () => {
    expect(statusAfter([hanging])).toBe('unknown');
    expect(statusAfter([hanging, hanging, hanging])).toBe('fail');
  });

  it('counts as what it became, in the place of its round', () => {
    const slowFirst = [pass, hanging, pass].reduce(
      (state, each, round) => step(state, round, each, twoAndOne),
      unknownState,
    );
    expect(slowFirst.held.status).toBe('pass');
    const late = step(slowFirst, 1, failed('timeout'), twoAndOne);
    expect(late.held.status).toBe('pass');
    expect(late.window.map(({ outcome }) => outcome.status)).toEqual(['pass', 'fail', 'pass']);
    expect(step(late, 3, timeout, twoAndOne).held.status).toBe('pass');
  });

  it('ends with the first answer', () => {
    expect(statusAfter([pass, hanging, hanging, hanging, pass])).toBe('pass');
  });
});

describe('a signal that says nothing', () => {
  it('neither passes nor fails with one failure: two are needed, or an answer', () => {
    const contested: Outcome = { status: 'skipped', code: 'contested', durationMs: undefined };
    expect(run([pass, contested]).held).toEqual({ status: 'skipped', code: 'contested' });
    expect(statusAfter([pass, contested, timeout])).toBe('skipped');
    expect(statusAfter([pass, contested, timeout, timeout])).toBe('fail');
    expect(statusAfter([pass, contested, pass])).toBe('pass');
  });
});
