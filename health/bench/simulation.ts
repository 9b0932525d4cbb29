/**
 * Plays rounds through the rules that judge them, with latencies and faults of a seeded generator, in no real time. It
 * answers two questions: does a healthy server ever look ill, and how long does a fault take to show?
 */
import { failed, type Outcome } from '../probe/outcome.ts';
import { type Held, type SignalState, sameHeld, step, unknownState } from '../probe/state.ts';

export interface Settings {
  readonly intervalMs: number;
  readonly slowAfterMs: number;
  readonly timeoutMs: number;
  readonly failAfter: number;
  readonly recoverAfter: number;
}

/** What a request that is sent at a time would meet. */
export type Server = (sentAtMs: number, random: () => number) => Meeting;
export type Meeting = { readonly answersAfterMs: number } | { readonly breaksAfterMs: number } | 'hangs';

interface Event {
  readonly atMs: number;
  readonly round: number;
  readonly outcome: Outcome;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Plays so many rounds; `seen` hears every change of the held state with its time. */
export function simulate(
  settings: Settings,
  server: Server,
  rounds: number,
  random: () => number,
  seen: (held: Held, atMs: number) => void,
): void {
  const events: Event[] = [];
  let at = 0;
  for (let round = 0; round < rounds; round += 1) {
    events.push(...eventsOf(round, at, server(at, random), settings));
    at += settings.intervalMs * (1 + 0.1 * random());
  }
  let state: SignalState = unknownState;
  for (const { atMs, round, outcome } of events.toSorted((left, right) => left.atMs - right.atMs)) {
    const before = state.held;
    state = step(state, round, outcome, settings);
    if (!sameHeld(state.held, before)) seen(state.held, atMs);
  }
}

function eventsOf(round: number, sentAt: number, meeting: Meeting, settings: Settings): Event[] {
  const { slowAfterMs, timeoutMs } = settings;
  const hanging: Event = {
    atMs: sentAt + slowAfterMs,
    round,
    outcome: { status: 'hanging', code: 'timeout', durationMs: undefined },
  };
  const at = (ms: number, outcome: Outcome): Event[] => [
    ...(ms > slowAfterMs ? [hanging] : []),
    { atMs: sentAt + ms, round, outcome },
  ];
  if (meeting === 'hangs') return at(timeoutMs, failed('timeout'));
  if ('breaksAfterMs' in meeting) return at(meeting.breaksAfterMs, failed('reset'));
  const durationMs = meeting.answersAfterMs;
  if (durationMs > timeoutMs) return at(timeoutMs, failed('timeout'));
  return at(
    durationMs,
    durationMs > slowAfterMs ? { status: 'warn', code: 'slow', durationMs } : { status: 'pass', durationMs },
  );
}

/** A number with the normal distribution (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * A healthy server under load. Answers are log-normal around 60 ms; the load wanders, so slow answers come in bursts; one
 * in a hundred meets a pause of 300 ms on average, one in a thousand a packet that is sent again after a second, and one
 * in 2,000 a connection that breaks. Nothing is cut off: a few answers really take longer than 1.5 s.
 */
export function busyServer(): Server {
  let load = 0;
  return (_, random) => {
    load = 0.9 * load + 0.15 * normal(random);
    const pause = random() < 0.01 ? -300 * Math.log(1 - random()) : 0;
    const lostPacket = random() < 0.001 ? 1000 : 0;
    if (random() < 0.0005) return { breaksAfterMs: 20 };
    return { answersAfterMs: 60 * Math.exp(load + 0.7 * normal(random)) + pause + lostPacket };
  };
}

/** The first time from `faultAtMs` on that a state shows; undefined when it never does. */
export function timeToShow(
  settings: Settings,
  server: (faultAtMs: number) => Server,
  shows: (held: Held) => boolean,
  random: () => number,
): number | undefined {
  // The fault begins at any moment between two rounds, after a while of health.
  const faultAtMs = settings.intervalMs * (20 + random());
  let shown: number | undefined;
  simulate(settings, server(faultAtMs), 60, random, (held, atMs) => {
    if (atMs >= faultAtMs && shown === undefined && shows(held)) shown = atMs - faultAtMs;
  });
  return shown;
}

export interface Spread {
  readonly median: number;
  readonly worst: number;
}

/** Median and worst of many. */
export function spreadOf(times: readonly (number | undefined)[]): Spread {
  const sorted = times
    .map((time) => time ?? Number.POSITIVE_INFINITY)
    .toSorted((left, right) => left - right);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    worst: sorted.at(-1) ?? Number.NaN,
  };
}
