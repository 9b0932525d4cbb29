/** Asks MLflow in the background, round after round, and keeps what is known. Requests only ever read the result. */

import type { Thresholds } from '../config.ts';
import { type CheckName, checkNames } from '../contract.ts';
import { askVersion, explainTogether, type Outcome, runCheck } from './checks.ts';
import type { Clock } from './clock.ts';
import {
  emptySnapshot,
  type Phase,
  perCheck,
  phaseOf,
  type Round,
  type Snapshot,
  type Transition,
  transitionsBetween,
  withDiscarded,
  withRound,
} from './snapshot.ts';
import { watchForStall } from './stall.ts';
import type { Ask } from './upstream.ts';

/** What a prober tells whoever listens. Called on the probe loop, so handlers must be quick. */
export interface ProberEvents {
  round(snapshot: Snapshot): void;
  transition(transition: Transition): void;
  phase(from: Phase, to: Phase): void;
  /** A round was thrown away because this process stood still for `stallMs`. */
  discarded(stallMs: number): void;
  /** The loop itself failed: a defect of this service, never a fault of MLflow. */
  defect(error: unknown): void;
}

export interface ProberOptions {
  readonly ask: Ask;
  readonly thresholds: Thresholds;
  readonly artifactsSentinel: string | undefined;
  readonly clock: Clock;
  readonly events: ProberEvents;
  /** A number from 0 to 1; `Math.random` but in tests. */
  readonly random?: () => number;
}

export interface Prober {
  start(): void;
  /** Stops the loop and aborts the round in flight. */
  stop(): void;
  snapshot(): Snapshot;
  phase(): Phase;
  /** Milliseconds until the next round is due, 0 when it is under way. */
  untilNextRound(): number;
}

/** A pause of this process that makes a round worthless, as a part of the round's time. */
const STALL_SHARE = 0.2;
/** Part of the interval that is added at random, so that several instances do not ask in step. */
const JITTER_SHARE = 0.1;
const WATCHDOG_MS = 1000;

/** Makes a prober. It asks nothing before `start`. */
export function createProber(options: ProberOptions): Prober {
  const { clock, events, thresholds } = options;
  const random = options.random ?? Math.random;
  let snapshot = emptySnapshot(clock.wall());
  let lastPhase: Phase = 'starting';
  let nextRoundAt = clock.monotonic();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let inFlight: AbortController | undefined;

  function phase(): Phase {
    return phaseOf(snapshot, clock.monotonic(), thresholds.staleAfterMs);
  }

  function notePhase(): void {
    const now = phase();
    if (now === lastPhase) return;
    const before = lastPhase;
    lastPhase = now;
    events.phase(before, now);
  }

  function accept(round: Round): void {
    const before = snapshot;
    snapshot = withRound(before, round, thresholds);
    for (const transition of transitionsBetween(before, snapshot)) events.transition(transition);
    notePhase();
    events.round(snapshot);
  }

  async function probe(): Promise<void> {
    const stalled = watchForStall(clock);
    inFlight = new AbortController();
    const { outcomes, version } = await askAll(options, inFlight);
    const stallMs = stalled();
    if (stopped) return;
    if (
      stallMs > thresholds.roundTimeoutMs * STALL_SHARE &&
      checkNames.some((name) => blames(outcomes[name]))
    ) {
      snapshot = withDiscarded(snapshot);
      events.discarded(stallMs);
      return;
    }
    accept({ outcomes, version, time: clock.wall(), endedAt: clock.monotonic() });
  }

  async function loop(): Promise<void> {
    nextRoundAt = clock.monotonic() + thresholds.intervalMs * (1 + JITTER_SHARE * random());
    try {
      await probe();
    } catch (error) {
      events.defect(error);
    }
    if (stopped) return;
    timer = setTimeout(loop, Math.max(0, nextRoundAt - clock.monotonic()));
  }

  return {
    start() {
      watchdog = setInterval(notePhase, WATCHDOG_MS);
      watchdog.unref();
      void loop();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearInterval(watchdog);
      inFlight?.abort();
    },
    snapshot: () => snapshot,
    phase,
    untilNextRound: () => Math.max(0, nextRoundAt - clock.monotonic()),
  };
}

/** Whether an outcome is held against MLflow. */
function blames({ status }: Outcome): boolean {
  return status === 'fail' || status === 'warn';
}

/** All requests of one round at once, none of which can outlast the round, whatever `ask` does with its signal. */
async function askAll(
  options: ProberOptions,
  abort: AbortController,
): Promise<Pick<Round, 'outcomes' | 'version'>> {
  const { ask, thresholds, artifactsSentinel } = options;
  const late: Outcome = { status: 'fail', code: 'timeout', durationMs: undefined };
  const deadline = Promise.withResolvers<void>();
  const end = setTimeout(() => {
    abort.abort();
    deadline.resolve();
  }, thresholds.roundTimeoutMs);
  const checkOptions = { slowAfterMs: thresholds.slowAfterMs, artifactsSentinel };
  const bounded = <T, U>(work: Promise<T>, otherwise: U) =>
    Promise.race([work, deadline.promise.then(() => otherwise)]);
  const check = async (name: CheckName) =>
    [name, await bounded(runCheck(name, ask, checkOptions, abort.signal), late)] as const;
  try {
    const [version, ...seen] = await Promise.all([
      bounded(askVersion(ask, abort.signal), undefined),
      ...checkNames.map(check),
    ]);
    const found = new Map(seen);
    return { outcomes: explainTogether(perCheck((name) => found.get(name) ?? late)), version };
  } finally {
    clearTimeout(end);
    // Nothing of a round outlives it, not even when a defect ends it early.
    abort.abort();
  }
}
