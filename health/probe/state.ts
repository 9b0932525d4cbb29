/**
 * The state of one signal over its last rounds, as a pure function. Two things decide: a streak, which finds an outage,
 * and the rate of failures in a window, which finds a fault that comes and goes. From the unknown the first answer
 * decides, so nothing is ever green without evidence.
 */
import type { FailureCode } from '../contract.ts';
import type { Outcome, SkipCode } from './outcome.ts';

/** What is held to be true. */
export type Held =
  | { readonly status: 'unknown' }
  | { readonly status: 'pass' }
  | { readonly status: 'warn'; readonly code: 'slow' | 'certificate' | 'intermittent' }
  | { readonly status: 'skipped'; readonly code: SkipCode }
  | { readonly status: 'fail'; readonly code: FailureCode };

/** One round in the window. */
interface Entry {
  /** Number of the round: answers may come out of order. */
  readonly round: number;
  readonly outcome: Outcome;
}

export interface SignalState {
  readonly held: Held;
  /** The last rounds, oldest first. */
  readonly window: readonly Entry[];
  /** Whether an outage is on, found by a streak. */
  readonly out: boolean;
  /** What the rate of failures alone says. */
  readonly level: Level;
}

type Level = 'well' | 'warn' | 'fail';

export interface Hysteresis {
  /** Failures in a row that make an outage. */
  readonly failAfter: number;
  /** Answers in a row that end it. */
  readonly recoverAfter: number;
}

/** Rounds in the window. */
export const WINDOW = 10;
/**
 * Failures in the window from which a level begins, and at which it still goes on. Of each outage at most `failAfter`
 * failures count: it was reported as such, and must not linger when it is over.
 */
const LEVELS = { fail: { from: 5, until: 4 }, warn: { from: 3, until: 2 } } as const;

export const unknownState: SignalState = {
  held: { status: 'unknown' },
  window: [],
  out: false,
  level: 'well',
};

/** Rounds in a row, each slow already and without an answer, that make an outage before the first is judged. */
export function hangAfter({ failAfter }: Hysteresis): number {
  return failAfter + 1;
}

/**
 * The state after news of a round.
 * @param round its number; news of a round that the window holds replaces what was known of it
 */
export function step(state: SignalState, round: number, outcome: Outcome, limits: Hysteresis): SignalState {
  const window = [...state.window.filter((entry) => entry.round !== round), { round, outcome }]
    .toSorted((left, right) => left.round - right.round)
    .slice(-WINDOW);
  const newestFirst = window.map((entry) => entry.outcome).toReversed();
  const out = isOut(state, newestFirst, limits);
  const level = levelOf(failuresIn(newestFirst, limits), state.level);
  return { window, out, level, held: hold(state.held, newestFirst, { out, level }, limits) };
}

/** Failures in a row up to now; an unanswered round in between says nothing. */
export function failuresInARow(state: SignalState): number {
  const newestFirst = state.window.map(({ outcome }) => outcome).toReversed();
  return streak(
    newestFirst.filter(({ status }) => status !== 'hanging'),
    ({ status }) => status === 'fail',
  );
}

function streak(newestFirst: readonly Outcome[], counts: (outcome: Outcome) => boolean): number {
  const end = newestFirst.findIndex((outcome) => !counts(outcome));
  return end < 0 ? newestFirst.length : end;
}

function isOut(state: SignalState, newestFirst: readonly Outcome[], limits: Hysteresis): boolean {
  const judged = newestFirst.filter(({ status }) => status !== 'hanging');
  const failures = streak(judged, ({ status }) => status === 'fail');
  const hangs = streak(
    newestFirst,
    (outcome) =>
      outcome.status === 'hanging' || (outcome.status === 'fail' && outcome.durationMs === undefined),
  );
  if (failures >= limits.failAfter || hangs >= hangAfter(limits)) return true;
  if (state.held.status === 'unknown') return failures > 0;
  const good = streak(newestFirst, ({ status }) => status !== 'fail' && status !== 'hanging');
  return state.out && good < limits.recoverAfter && newestFirst[0]?.status !== 'skipped';
}

/** Failures in the window, of each streak no more than make an outage. */
function failuresIn(outcomes: readonly Outcome[], { failAfter }: Hysteresis): number {
  let total = 0;
  let inARow = 0;
  for (const { status } of outcomes) {
    if (status === 'hanging') continue;
    inARow = status === 'fail' ? inARow + 1 : 0;
    if (inARow > 0 && inARow <= failAfter) total += 1;
  }
  return total;
}

function levelOf(failures: number, before: Level): Level {
  if (failures >= (before === 'fail' ? LEVELS.fail.until : LEVELS.fail.from)) return 'fail';
  if (failures >= (before === 'well' ? LEVELS.warn.from : LEVELS.warn.until)) return 'warn';
  return 'well';
}

function hold(
  before: Held,
  newestFirst: readonly Outcome[],
  { out, level }: Pick<SignalState, 'out' | 'level'>,
  limits: Hysteresis,
): Held {
  const [newest] = newestFirst;
  if (newest === undefined) return before;
  if (newest.status === 'skipped') return { status: 'skipped', code: newest.code };
  if (out) return { status: 'fail', code: reasonOf(newestFirst) };
  if (level === 'fail') return { status: 'fail', code: 'intermittent' };
  if (level === 'warn') return { status: 'warn', code: 'intermittent' };
  // No answer yet is no evidence.
  if (newest.status === 'hanging')
    return before.status === 'unknown' ? before : { status: 'warn', code: 'slow' };
  if (newest.status === 'warn') return { status: 'warn', code: newest.code };
  // One failure is no outage, and no evidence of the contrary.
  if (newest.status === 'fail') return before;
  const clean = streak(newestFirst, ({ status }) => status === 'pass');
  const lingers = before.status === 'warn' && before.code !== 'intermittent' && clean < limits.recoverAfter;
  return lingers ? before : { status: 'pass' };
}

/** The newest reason of an outage. */
function reasonOf(newestFirst: readonly Outcome[]): FailureCode {
  for (const outcome of newestFirst) {
    if (outcome.status === 'fail' || outcome.status === 'hanging') return outcome.code;
  }
  return 'timeout';
}

/** Whether two held states read the same in a report. */
export function sameHeld(left: Held, right: Held): boolean {
  return left.status === right.status && codeOfHeld(left) === codeOfHeld(right);
}

/** The code of a held state, if it has one. */
export function codeOfHeld(held: Held): FailureCode | undefined {
  return 'code' in held ? held.code : undefined;
}
