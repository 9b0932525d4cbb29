/**
 * The state of one check over several rounds (hysteresis), as a pure function: one bad answer does not turn it red,
 * and from the unknown the first answer decides, so nothing is ever green without evidence.
 */

import type { FailureCode } from '../contract.ts';
import type { Outcome } from './checks.ts';

/** What is held to be true of a check. */
export type Held =
  | { readonly status: 'unknown' }
  | { readonly status: 'pass' }
  | { readonly status: 'warn'; readonly code: 'slow' }
  | { readonly status: 'skipped'; readonly code: 'disabled' }
  | { readonly status: 'fail'; readonly code: FailureCode };

export interface CheckState {
  readonly held: Held;
  /** Rounds in a row that failed. */
  readonly failures: number;
  /** Rounds in a row that did not pass: failed or slow. */
  readonly impaired: number;
  /** Rounds in a row that got a usable answer: passed or slow. */
  readonly answers: number;
}

export interface Hysteresis {
  readonly failAfter: number;
  readonly recoverAfter: number;
}

export const unknownState: CheckState = { held: { status: 'unknown' }, failures: 0, impaired: 0, answers: 0 };

/** The state after one more round. */
export function step(state: CheckState, outcome: Outcome, limits: Hysteresis): CheckState {
  const failed = outcome.status === 'fail';
  const clean = outcome.status === 'pass' || outcome.status === 'skipped';
  const next = {
    failures: failed ? state.failures + 1 : 0,
    impaired: clean ? 0 : state.impaired + 1,
    answers: failed ? 0 : state.answers + 1,
  };
  return { ...next, held: hold(state.held, outcome, next, limits) };
}

type Streaks = Pick<CheckState, 'failures' | 'impaired' | 'answers'>;

function hold(held: Held, outcome: Outcome, streaks: Streaks, limits: Hysteresis): Held {
  switch (held.status) {
    case 'unknown':
      return asHeld(outcome);
    case 'fail':
      // The reason may change while it fails; getting better takes good rounds.
      return outcome.status === 'fail' || streaks.answers >= limits.recoverAfter ? asHeld(outcome) : held;
    case 'pass':
    case 'warn':
    case 'skipped':
      return holdGood(held, outcome, streaks, limits);
  }
}

function holdGood(held: Held, outcome: Outcome, streaks: Streaks, limits: Hysteresis): Held {
  switch (outcome.status) {
    case 'fail':
      if (streaks.failures >= limits.failAfter) return asHeld(outcome);
      // Slow and failing in turn is not well either, though no failure has been confirmed.
      return streaks.impaired >= limits.failAfter ? { status: 'warn', code: 'slow' } : held;
    case 'warn':
      return streaks.impaired >= limits.failAfter ? asHeld(outcome) : held;
    case 'pass':
    case 'skipped':
      return held.status === 'warn' && streaks.answers < limits.recoverAfter ? held : asHeld(outcome);
  }
}

function asHeld(outcome: Outcome): Held {
  switch (outcome.status) {
    case 'pass':
      return { status: 'pass' };
    case 'warn':
      return { status: 'warn', code: outcome.code };
    case 'skipped':
      return { status: 'skipped', code: outcome.code };
    case 'fail':
      return { status: 'fail', code: outcome.code };
  }
}

/** Whether two held states read the same in a report. */
export function sameHeld(left: Held, right: Held): boolean {
  return left.status === right.status && codeOfHeld(left) === codeOfHeld(right);
}

/** The code of a held state, if it has one. */
export function codeOfHeld(held: Held): FailureCode | undefined {
  return 'code' in held ? held.code : undefined;
}
