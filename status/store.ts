/**
 * The one store behind every element of a page that asks the same address: looks at the endpoint while somebody watches and the tab
 * is visible, and tells what it learned.
 */
import { type LookEffects, type LookTargets, lookAtEndpoint } from './look.ts';
import { DEFAULT_INTERVAL, delayAfter, freshFor, gapAfter } from './schedule.ts';
import { type HealthEvent, type HealthState, INITIAL_STATE, nextState, type Outcome } from './state.ts';

export interface StoreEffects extends LookEffects {
  random: () => number;
  isVisible: () => boolean;
  /** Calls back when the tab is shown or hidden, or the network comes or goes; returns what ends it. */
  onWake: (callback: () => void) => () => void;
}

export interface StoreOptions extends LookTargets {
  /** Milliseconds between looks while all is well; 30 s by default. */
  interval?: number;
}

export interface HealthStore {
  /** Starts watching with the first listener, and stops with the last: timer, listeners and request. */
  subscribe: (listener: () => void) => () => void;
  getSnapshot: () => HealthState;
  /** Looks now, or as soon as the smallest gap since the last look allows. Does nothing while nobody watches. */
  refresh: () => void;
  /** The clock by which states are dated, in milliseconds. */
  now: () => number;
}

/** How often a report's age is looked at, in milliseconds: a timer may sleep with the machine, the clock does not. */
const AGING_TICK = 5_000;

/** Makes a store. Nothing happens before the first `subscribe`. */
export function createHealthStore(options: StoreOptions, effects: StoreEffects): HealthStore {
  const interval = options.interval ?? DEFAULT_INTERVAL;
  const listeners = new Set<() => void>();
  let state = INITIAL_STATE;
  let dueAt = 0;
  let earliestAt = 0;
  let look: AbortController | undefined;
  let cancelTimer = () => {};
  let cancelAging = () => {};
  const bornAt = createReportDating();
  let stopListening = () => {};

  function send(event: HealthEvent): void {
    const before = state;
    state = nextState(state, event);
    if (state !== before) for (const listener of [...listeners]) listener();
  }

  function schedule(at: number): void {
    cancelTimer();
    if (look || listeners.size === 0 || !effects.isVisible()) return;
    cancelTimer = effects.setTimer(() => void start(), Math.max(0, at - effects.now()));
  }

  async function start(): Promise<void> {
    const controller = new AbortController();
    look = controller;
    const startedAt = effects.now();
    send({ type: 'started', at: startedAt });
    const outcome = await lookAtEndpoint(options, effects, controller.signal);
    if (outcome !== null && look === controller) end(outcome, startedAt);
  }

  function end(outcome: Outcome, startedAt: number): void {
    look = undefined;
    const at = effects.now();
    const misses = outcome.kind === 'report' ? 0 : state.misses + 1;
    const delay = delayAfter(outcome, misses, interval, effects.random());
    dueAt = at + delay;
    earliestAt = at + gapAfter(outcome);
    const freshUntil = outcome.kind === 'report' ? bornAt(outcome, startedAt) + freshFor(delay) : at;
    send({ type: 'ended', at, outcome, freshUntil });
    schedule(dueAt);
    watchAge();
  }

  /** Nothing is shown as current for longer than it is, whatever becomes of the next look. */
  function watchAge(): void {
    cancelAging();
    const at = effects.now();
    send({ type: 'aged', at });
    if (!('report' in state) || state.stale !== null || listeners.size === 0 || !effects.isVisible()) return;
    const tick = () => {
      watchAge();
      // The clock may have moved on without the timer of the next look.
      if (look === undefined) schedule(dueAt);
    };
    cancelAging = effects.setTimer(tick, Math.min(AGING_TICK, Math.max(0, state.freshUntil - at)));
  }

  /** A look that is cut short leaves no trace, and is due again at once. */
  function pause(): void {
    cancelTimer();
    cancelAging();
    if (look) dueAt = 0;
    look?.abort();
    look = undefined;
    send({ type: 'dropped' });
  }

  function wake(): void {
    if (effects.isVisible()) {
      watchAge();
      schedule(earliestAt);
    } else pause();
  }

  function refresh(): void {
    if (listeners.size === 0 || !effects.isVisible()) return;
    send({ type: 'asked' });
    schedule(earliestAt);
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    if (listeners.size === 1) {
      stopListening = effects.onWake(wake);
      watchAge();
      schedule(dueAt);
    }
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      stopListening();
      pause();
    };
  }

  return {
    subscribe,
    refresh,
    now: effects.now,
    getSnapshot: () => state,
  };
}

type Report = Extract<Outcome, { kind: 'report' }>;

/**
 * Dates reports: when was what they say true, at the latest? A report that the service has not renewed is as old as when
 * its `time` was first seen, one from before that is older still, and `Age` counts. Only times of the service are
 * compared with each other, so nobody's clock has to be right.
 */
function createReportDating(): (outcome: Report, startedAt: number) => number {
  let newest: { readonly time: number; readonly at: number } | undefined;
  return ({ report, age }, startedAt) => {
    const arrived = startedAt - age;
    if (newest === undefined || report.time > newest.time) newest = { time: report.time, at: arrived };
    return Math.min(arrived, newest.at - (newest.time - report.time));
  };
}
