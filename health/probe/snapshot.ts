/** What is known of MLflow at one moment, and how news of a round changes it: pure functions on immutable values. */
import { type CheckName, checkNames } from '../contract.ts';
import type { VersionSeen } from './checks.ts';
import type { Outcome, Signal } from './outcome.ts';
import {
  failuresInARow,
  type Held,
  type Hysteresis,
  type SignalState,
  sameHeld,
  step,
  unknownState,
} from './state.ts';

/** What is known of one check. */
interface CheckSnapshot {
  readonly held: Held;
  /** Since when the held state reads the same; undefined while unknown. */
  readonly since: Date | undefined;
  readonly last: Outcome | undefined;
  readonly failuresInARow: number;
}

/** What is known of one signal. */
interface SignalSnapshot {
  readonly state: SignalState;
  readonly last: Outcome | undefined;
}

export interface Snapshot {
  readonly checks: Readonly<Record<CheckName, CheckSnapshot>>;
  readonly signals: Readonly<Record<Signal, SignalSnapshot>>;
  readonly version: VersionSeen | undefined;
  /** When the front door's certificate ends; undefined when it has shown none. */
  readonly certificateEnds: Date | undefined;
  /** When the last round that counts ended; before the first, when the process began. */
  readonly time: Date;
  /** The same moment by the monotonic clock; undefined before the first round. */
  readonly endedAt: number | undefined;
  readonly roundsEnded: number;
  readonly canaryRoundsEnded: number;
  readonly roundsDiscarded: number;
  /** Whether the newest round was thrown away for a fault of our own. */
  readonly selfAtFault: boolean;
}

/** News of a round: of all of it when it has ended, before that of what is slow already. */
export interface News {
  readonly round: number;
  readonly outcomes: Readonly<Partial<Record<Signal, Outcome>>>;
}

/** A round that has ended. */
export interface RoundEnd extends News {
  readonly kind: 'direct' | 'canary';
  readonly version?: VersionSeen | undefined;
  readonly certificateEnds?: Date | undefined;
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
    'front-door': make('front-door'),
    server: make('server'),
    tracking: make('tracking'),
    registry: make('registry'),
    artifacts: make('artifacts'),
    writes: make('writes'),
  };
}

function perSignal<T>(make: (name: Signal) => T): Record<Signal, T> {
  return { ...perCheck(make), uploads: make('uploads') };
}

const CANARY_ONLY = ['front-door', 'writes', 'uploads'] as const satisfies readonly Signal[];

/**
 * What is known before the first round: nothing.
 * @param watched whether there is a canary
 */
export function emptySnapshot(startedAt: Date, watched: boolean): Snapshot {
  const canary: Held = { status: 'skipped', code: watched ? 'starting' : 'not_watched' };
  const empty = perSignal((name): SignalSnapshot => {
    const isCanary = CANARY_ONLY.some((each) => each === name);
    const held = isCanary ? canary : unknownState.held;
    return { state: { ...unknownState, held }, last: undefined };
  });
  return {
    signals: empty,
    checks: perCheck((name) => checkOf(name, empty, undefined, startedAt)),
    version: undefined,
    certificateEnds: undefined,
    time: startedAt,
    endedAt: undefined,
    roundsEnded: 0,
    canaryRoundsEnded: 0,
    roundsDiscarded: 0,
    selfAtFault: false,
  };
}

/** What is known after news of a round that is still under way. */
export function withNews(before: Snapshot, news: News, time: Date, limits: Hysteresis): Snapshot {
  const next = perSignal((name): SignalSnapshot => {
    const outcome = news.outcomes[name];
    if (outcome === undefined) return before.signals[name];
    return { state: step(before.signals[name].state, news.round, outcome, limits), last: outcome };
  });
  return {
    ...before,
    signals: next,
    checks: perCheck((name) => checkOf(name, next, before.checks[name], time)),
  };
}

/** What is known after a round that has ended. */
export function withRound(before: Snapshot, end: RoundEnd, limits: Hysteresis): Snapshot {
  const known = withNews(before, end, end.time, limits);
  if (end.kind === 'canary') {
    return {
      ...known,
      certificateEnds: end.certificateEnds ?? before.certificateEnds,
      canaryRoundsEnded: before.canaryRoundsEnded + 1,
    };
  }
  return {
    ...known,
    version: end.version ?? before.version,
    time: end.time,
    endedAt: end.endedAt,
    roundsEnded: before.roundsEnded + 1,
    selfAtFault: false,
  };
}

/** What is known after a round that does not count. */
export function withDiscarded(before: Snapshot): Snapshot {
  return { ...before, roundsDiscarded: before.roundsDiscarded + 1, selfAtFault: true };
}

function checkOf(
  name: CheckName,
  known: Readonly<Record<Signal, SignalSnapshot>>,
  before: CheckSnapshot | undefined,
  time: Date,
): CheckSnapshot {
  const own = known[name];
  const chosen = name === 'artifacts' ? moreTelling(own, known.uploads) : own;
  const { held } = chosen.state;
  const unchanged = before !== undefined && sameHeld(before.held, held);
  return {
    held,
    since: unchanged ? before.since : held.status === 'unknown' ? undefined : time,
    last: chosen.last,
    failuresInARow: failuresInARow(chosen.state),
  };
}

/**
 * Which half of `artifacts` is reported. A fault that either half sees counts. When one proves the store and the other
 * cannot, it is proven, unless others disturb the canary: then nobody knows whether a client's upload would survive.
 */
function moreTelling(direct: SignalSnapshot, canary: SignalSnapshot): SignalSnapshot {
  return rankOf(canary.state.held) > rankOf(direct.state.held) ? canary : direct;
}

function rankOf(held: Held): number {
  switch (held.status) {
    case 'unknown':
      return 6;
    case 'fail':
      return 5;
    case 'warn':
      return 4;
    case 'pass':
      return 1;
    case 'skipped':
      return held.code === 'disabled' ? 7 : held.code === 'contested' ? 3 : 0;
  }
}

/** The held states that differ. */
export function transitionsBetween(before: Snapshot, after: Snapshot): Transition[] {
  return checkNames
    .map((check) => ({ check, from: before.checks[check].held, to: after.checks[check].held }))
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
