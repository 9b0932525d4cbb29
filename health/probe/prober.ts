/**
 * Asks MLflow in the background, round after round, and keeps what is known. Requests only ever read the result. Two
 * kinds of rounds: direct ones ask MLflow itself, the canary's do what a user does.
 */
import type { Thresholds } from '../config.ts';
import type { Sentinel } from './checks.ts';
import type { Clock } from './clock.ts';
import { blames, type CanarySignal, canarySignals, type Outcome, OwnFault, skipped } from './outcome.ts';
import { type DirectOutcomes, runDirectRound } from './round.ts';
import {
  emptySnapshot,
  type News,
  type Phase,
  phaseOf,
  type RoundEnd,
  type Snapshot,
  type Transition,
  transitionsBetween,
  withDiscarded,
  withNews,
  withRound,
} from './snapshot.ts';
import { watchForStall } from './stall.ts';
import type { Ask } from './upstream.ts';

/** Why a round was thrown away. */
export type Discard =
  | { readonly reason: 'stall'; readonly stallMs: number }
  | { readonly reason: 'resources'; readonly stallMs?: never };

/** What a prober tells whoever listens. Called on the probe loop, so handlers must be quick. */
export interface ProberEvents {
  round(snapshot: Snapshot, end: RoundEnd): void;
  transition(transition: Transition): void;
  phase(from: Phase, to: Phase): void;
  /** A round was thrown away for a fault of this process or its machine. */
  discarded(discard: Discard): void;
  /** The loop itself failed: a defect of this service, never a fault of MLflow. */
  defect(error: unknown): void;
}

export type CanaryOutcomes = Readonly<Record<CanarySignal, Outcome>>;

/** Does what a user does, once per round. */
export interface Canary {
  /** Least time between the end of a round and the start of the next, in milliseconds. */
  readonly intervalMs: number;
  /** Longest time for a round, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * Runs one round.
   * @param hanging hears of a request that is slow already
   */
  run(
    signal: AbortSignal,
    hanging: (name: CanarySignal) => void,
  ): Promise<{ readonly outcomes: CanaryOutcomes; readonly certificateEnds: Date | undefined }>;
}

export interface ProberOptions {
  readonly ask: Ask;
  readonly thresholds: Thresholds;
  readonly sentinel: Sentinel | undefined;
  readonly canary: Canary | undefined;
  readonly clock: Clock;
  readonly events: ProberEvents;
  /** A number from 0 to 1; `Math.random` but in tests. */
  readonly random?: () => number;
}

export interface Prober {
  start(): void;
  /** Stops the loops and aborts the rounds in flight. */
  stop(): void;
  snapshot(): Snapshot;
  phase(): Phase;
  /** Whether the loop still starts rounds, whatever comes of them. */
  alive(): boolean;
  /** Milliseconds until the next direct round is due, 0 when it is under way. */
  untilNextRound(): number;
}

/** A pause of this process that makes a round worthless, as a part of the time after which an answer is slow. */
const STALL_SHARE = 0.2;
/** Part of the interval that is added at random, so that several instances do not ask in step. */
const JITTER_SHARE = 0.1;
const WATCHDOG_MS = 1000;
/** Direct rounds that may wait for answers at a time: with five requests each, it bounds our connections. */
const MOST_IN_FLIGHT = 4;
/** How long a round may be overdue before the loop counts as dead. */
const DEAD_AFTER_MS = 60_000;
/** A first failure of the canary is looked into sooner, by this part of its interval. */
const CONFIRM_SHARE = 0.25;

/** Makes a prober. It asks nothing before `start`. */
export function createProber(options: ProberOptions): Prober {
  const { canary, clock, events, thresholds } = options;
  const random = options.random ?? Math.random;
  let snapshot = emptySnapshot(clock.wall(), canary !== undefined);
  let lastPhase: Phase = 'starting';
  let nextRoundAt = clock.monotonic();
  let rounds = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let canaryTimer: NodeJS.Timeout | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  const inFlight = new Set<AbortController>();
  const directInFlight = new Set<AbortController>();

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

  function publish(next: Snapshot): void {
    const before = snapshot;
    snapshot = next;
    for (const transition of transitionsBetween(before, next)) events.transition(transition);
    notePhase();
  }

  function accept(end: RoundEnd): void {
    publish(withRound(snapshot, end, thresholds));
    events.round(snapshot, end);
  }

  function discard(why: Discard): void {
    snapshot = withDiscarded(snapshot);
    events.discarded(why);
  }

  /** Runs one round of either kind; what goes wrong on our side never reaches the report. */
  async function guarded(
    run: (
      abort: AbortController,
      worthless: (outcomes: News['outcomes']) => number | undefined,
    ) => Promise<void>,
    onDefect: () => void,
  ): Promise<void> {
    const watch = watchForStall(clock);
    const abort = new AbortController();
    inFlight.add(abort);
    try {
      await run(abort, (outcomes) => {
        const stallMs = watch.read();
        const stood = stallMs > thresholds.slowAfterMs * STALL_SHARE;
        return stood &&
          Object.values(outcomes).some((outcome) => blames(outcome) || outcome.status === 'hanging')
          ? stallMs
          : undefined;
      });
    } catch (error) {
      if (stopped) return;
      if (error instanceof OwnFault) return discard({ reason: 'resources' });
      events.defect(error);
      onDefect();
    } finally {
      watch.end();
      inFlight.delete(abort);
    }
  }

  async function directRound(): Promise<void> {
    rounds += 1;
    const round = rounds;
    await guarded(
      async (abort, worthless) => {
        directInFlight.add(abort);
        abort.signal.addEventListener('abort', () => directInFlight.delete(abort), { once: true });
        const slow = (outcomes: DirectOutcomes) => {
          if (stopped || worthless(outcomes) !== undefined) return;
          const at = { time: clock.wall(), endedAt: clock.monotonic() };
          publish({ ...withNews(snapshot, { round, outcomes }, at.time, thresholds), ...at });
        };
        const { outcomes, version } = await runDirectRound(options, abort, slow);
        if (stopped) return;
        const stallMs = worthless(outcomes);
        if (stallMs !== undefined) return discard({ reason: 'stall', stallMs });
        accept({ kind: 'direct', round, outcomes, version, time: clock.wall(), endedAt: clock.monotonic() });
      },
      () => {},
    );
  }

  /** Starts rounds by the clock, not by the end of the one before: one that hangs holds up none. */
  function directLoop(): void {
    nextRoundAt = clock.monotonic() + thresholds.intervalMs * (1 + JITTER_SHARE * random());
    const [oldest] = directInFlight;
    if (directInFlight.size >= MOST_IN_FLIGHT) oldest?.abort();
    void directRound();
    timer = setTimeout(directLoop, Math.max(0, nextRoundAt - clock.monotonic()));
  }

  async function canaryRound({ run, timeoutMs }: Canary, round: number): Promise<void> {
    const unproven = skipped('unproven');
    await guarded(
      async (abort, worthless) => {
        const end = setTimeout(() => abort.abort(), timeoutMs);
        const hanging = (name: CanarySignal) => {
          const outcomes = { [name]: { status: 'hanging', code: 'timeout', durationMs: undefined } } as const;
          if (!stopped) publish(withNews(snapshot, { round, outcomes }, clock.wall(), thresholds));
        };
        const { outcomes, certificateEnds } = await run(abort.signal, hanging).finally(() =>
          clearTimeout(end),
        );
        if (stopped) return;
        const stallMs = worthless(outcomes);
        if (stallMs !== undefined) return discard({ reason: 'stall', stallMs });
        const at = { time: clock.wall(), endedAt: clock.monotonic() };
        accept({ kind: 'canary', round, outcomes, certificateEnds, ...at });
      },
      () => {
        const outcomes = { 'front-door': unproven, writes: unproven, uploads: unproven };
        publish(withNews(snapshot, { round, outcomes }, clock.wall(), thresholds));
      },
    );
  }

  async function canaryLoop(running: Canary, round = 1): Promise<void> {
    await canaryRound(running, round);
    if (stopped) return;
    const doubtful = canarySignals.some((name) => {
      const { state, last } = snapshot.signals[name];
      return last?.status === 'fail' && !state.out;
    });
    const wait = running.intervalMs * (doubtful ? CONFIRM_SHARE : 1 + JITTER_SHARE * random());
    canaryTimer = setTimeout(() => void canaryLoop(running, round + 1), wait);
  }

  return {
    start() {
      watchdog = setInterval(notePhase, WATCHDOG_MS);
      watchdog.unref();
      directLoop();
      if (canary !== undefined) void canaryLoop(canary);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(canaryTimer);
      clearInterval(watchdog);
      for (const abort of inFlight) abort.abort();
    },
    snapshot: () => snapshot,
    phase,
    alive: () => clock.monotonic() - nextRoundAt < DEAD_AFTER_MS,
    untilNextRound: () => Math.max(0, nextRoundAt - clock.monotonic()),
  };
}
