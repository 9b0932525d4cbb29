/** What is known of MLflow at one moment, and how one round changes it: pure functions on immutable values. */

import { type CheckName, checkNames } from '../contract.ts';
import type { Outcome, VersionSeen } from './checks.ts';
import { type CheckState, type Held, type Hysteresis, sameHeld, step, unknownState } from './state.ts';

export interface CheckSnapshot {
  readonly state: CheckState;
  /** Since when the held state reads the same; undefined while unknown. */
  readonly since: Date | undefined;
  readonly last: Outcome | undefined;
}

export interface Snapshot {
  readonly checks: Readonly<Record<CheckName, CheckSnapshot>>;
  readonly version: VersionSeen | undefined;
  /** When the last round that counts ended; before the first, when the process began. */
  readonly time: Date;
  /** The same moment by the monotonic clock; undefined before the first round. */
  readonly endedAt: number | undefined;
  readonly roundsEnded: number;
  readonly roundsDiscarded: number;
}

/** What one round saw. */
export interface Round {
  readonly outcomes: Readonly<Record<CheckName, Outcome>>;
  readonly version: VersionSeen | undefined;
  readonly time: Date;
  readonly endedAt: number;
}

/** A held state that changed. */
export interface Transition {
  readonly check: CheckName;
  readonly from: Held;
  readonly to: Held;
}

export type Phase = 'starting' | 'live' | 'stale';

/** Builds one value per check. */
export function perCheck<T>(make: (name: CheckName) => T): Record<CheckName, T> {
  return {
    server: make('server'),
    tracking: make('tracking'),
    registry: make('registry'),
    artifacts: make('artifacts'),
  };
}

/** What is known before the first round: nothing. */
export function emptySnapshot(startedAt: Date): Snapshot {
  return {
    checks: perCheck(() => ({ state: unknownState, since: undefined, last: undefined })),
    version: undefined,
    time: startedAt,
    endedAt: undefined,
    roundsEnded: 0,
    roundsDiscarded: 0,
  };
}

/** What is known after one more round. */
export function withRound(before: Snapshot, round: Round, limits: Hysteresis): Snapshot {
  return {
    ...before,
    checks: perCheck((name) => {
      const { state, since } = before.checks[name];
      const next = step(state, round.outcomes[name], limits);
      const unchanged = sameHeld(state.held, next.held);
      return { state: next, since: unchanged ? since : round.time, last: round.outcomes[name] };
    }),
    version: round.version ?? before.version,
    time: round.time,
    endedAt: round.endedAt,
    roundsEnded: before.roundsEnded + 1,
  };
}

/** What is known after a round that does not count. */
export function withDiscarded(before: Snapshot): Snapshot {
  return { ...before, roundsDiscarded: before.roundsDiscarded + 1 };
}

/** The held states that differ. */
export function transitionsBetween(before: Snapshot, after: Snapshot): Transition[] {
  return checkNames
    .map((check) => ({ check, from: before.checks[check].state.held, to: after.checks[check].state.held }))
    .filter(({ from, to }) => !sameHeld(from, to));
}

/**
 * Whether the snapshot can be believed.
 * @param now by the monotonic clock, in milliseconds
 * @param staleAfterMs age from which it cannot
 */
export function phaseOf(snapshot: Snapshot, now: number, staleAfterMs: number): Phase {
  if (snapshot.endedAt === undefined) return 'starting';
  return now - snapshot.endedAt > staleAfterMs ? 'stale' : 'live';
}
