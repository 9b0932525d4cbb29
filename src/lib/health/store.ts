/**
 * The one store behind every badge and panel of a page: looks at the endpoint while somebody watches and the tab
 * is visible, and tells what it learned. Shaped for React's `useSyncExternalStore`, but knows no framework.
 */
import { type LookEffects, type LookTargets, lookAtEndpoint } from './look.ts';
import { DEFAULT_INTERVAL, delayAfter, gapAfter } from './schedule.ts';
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
  /** What pages are rendered with before any look: `checking`. */
  getServerSnapshot: () => HealthState;
  /** Looks now, or as soon as the smallest gap since the last look allows. Does nothing while nobody watches. */
  refresh: () => void;
}

/** Makes a store. Nothing happens before the first `subscribe`. */
export function createHealthStore(options: StoreOptions, effects: StoreEffects): HealthStore {
  const interval = options.interval ?? DEFAULT_INTERVAL;
  const listeners = new Set<() => void>();
  let state = INITIAL_STATE;
  let dueAt = 0;
  let earliestAt = 0;
  let look: AbortController | undefined;
  let cancelTimer = () => {};
  let stopListening = () => {};

  function send(event: HealthEvent): void {
    const before = state;
    state = nextState(state, event);
    if (state !== before) for (const listener of [...listeners]) listener();
  }

  function schedule(at: number): void {
    cancelTimer();
    cancelTimer = () => {};
    if (look || listeners.size === 0 || !effects.isVisible()) return;
    cancelTimer = effects.setTimer(() => void start(), Math.max(0, at - effects.now()));
  }

  async function start(): Promise<void> {
    const controller = new AbortController();
    look = controller;
    send({ type: 'started', at: effects.now() });
    const outcome = await lookAtEndpoint(options, effects, controller.signal);
    if (outcome !== null && look === controller) end(outcome);
  }

  function end(outcome: Outcome): void {
    look = undefined;
    const at = effects.now();
    const misses = outcome.kind === 'report' ? 0 : state.misses + 1;
    const delay = delayAfter(outcome, misses, interval, effects.random());
    dueAt = at + delay;
    earliestAt = at + gapAfter(outcome);
    send({ type: 'ended', at, outcome, freshUntil: at + 2 * delay });
    schedule(dueAt);
  }

  /** A look that is cut short leaves no trace, and is due again at once. */
  function pause(): void {
    cancelTimer();
    if (look) dueAt = 0;
    look?.abort();
    look = undefined;
    send({ type: 'dropped' });
  }

  function wake(): void {
    if (effects.isVisible()) schedule(earliestAt);
    else pause();
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
      schedule(dueAt);
    }
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      stopListening();
      pause();
    };
  }

  return { subscribe, refresh, getSnapshot: () => state, getServerSnapshot: () => INITIAL_STATE };
}
