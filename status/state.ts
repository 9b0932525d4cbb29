/** What the widget knows of the endpoint, as a pure state machine. No clock, no network: see `store.ts`. */
import type { SeenReport } from './guard.ts';

/** Why a look at the endpoint brought no report. */
export type MissName = 'no-report' | 'limited' | 'unreachable' | 'offline';

/**
 * What one look at the endpoint brought. `wait` is how long the server asks us to wait, and `age` how long caches have
 * kept the report, both in milliseconds.
 */
export type Outcome =
  | { kind: 'report'; report: SeenReport; wait: number; age: number }
  | { kind: 'no-report' | 'limited'; wait: number }
  | { kind: 'unreachable' }
  | { kind: 'offline' };

/** A report and when it arrived, by the store's clock. */
export interface Received {
  report: SeenReport;
  receivedAt: number;
}

interface Checking {
  name: 'checking';
}

/** A report is at hand. `stale` says why it is older than it should be, or null when it is current. */
interface Reported extends Received {
  name: 'pass' | 'warn' | 'fail';
  freshUntil: number;
  stale: MissName | 'aged' | null;
}

/** No report could be had, twice in a row or from the start; `last` is what was known before. */
interface Missing {
  name: MissName;
  last: Received | null;
}

/** `checkedAt` is when the last look ended (by the store's clock), `busy` whether one is under way or asked for. */
export type HealthState = (Checking | Reported | Missing) & {
  busy: boolean;
  checkedAt: number | null;
  misses: number;
};

export type StateName = HealthState['name'];

export type HealthEvent =
  | { type: 'asked' }
  | { type: 'started'; at: number }
  | { type: 'dropped' }
  | { type: 'aged'; at: number }
  | { type: 'ended'; at: number; outcome: Outcome; freshUntil: number };

/** Nothing is known yet: neutral, never green. */
export const INITIAL_STATE: HealthState = { name: 'checking', busy: false, checkedAt: null, misses: 0 };

/** One missed look leaves the last report standing, marked stale; the second in a row replaces it. */
const MISSES_TO_REPLACE = 2;

/** The state after an event. Returns the same object when nothing changes. */
export function nextState(state: HealthState, event: HealthEvent): HealthState {
  switch (event.type) {
    case 'asked':
      return state.busy ? state : { ...state, busy: true };
    case 'started':
      return { ...aged(state, event.at), busy: true };
    case 'aged':
      return aged(state, event.at);
    case 'dropped':
      return state.busy ? { ...state, busy: false } : state;
    case 'ended':
      return afterLook(state, event.outcome, event.at, event.freshUntil);
  }
}

function afterLook(state: HealthState, outcome: Outcome, at: number, freshUntil: number): HealthState {
  if (outcome.kind === 'report') {
    const { report } = outcome;
    const seen = { report, receivedAt: at, freshUntil, stale: null };
    const reported = { name: report.status, ...seen, checkedAt: at, misses: 0, busy: false };
    return aged(reported, at);
  }
  const ended = { checkedAt: at, misses: state.misses + 1, busy: false };
  if ('report' in state && ended.misses < MISSES_TO_REPLACE)
    return { ...state, ...ended, stale: outcome.kind };
  return { name: outcome.kind, last: lastReceived(state), ...ended };
}

function aged(state: HealthState, at: number): HealthState {
  const isDue = 'report' in state && state.stale === null && at >= state.freshUntil;
  return isDue ? { ...state, stale: 'aged' } : state;
}

/** The newest report that the state holds, current or not; null when there never was one. */
export function lastReceived(state: HealthState): Received | null {
  if ('report' in state) return { report: state.report, receivedAt: state.receivedAt };
  return 'last' in state ? state.last : null;
}

/** Whether what the state shows is older than it should be. */
export function isStale(state: HealthState): boolean {
  return 'report' in state && state.stale !== null;
}
