/** Adds up the rounds of one minute. Pure. */
import { type CheckName, checkNames, type SeriesName, seriesNames } from '../contract.ts';
import type { Snapshot } from '../probe/snapshot.ts';
import { FULL_SHARE, type MinuteRow } from './store.ts';

export interface Tally {
  readonly minute: number;
  readonly counts: Readonly<Partial<Record<SeriesName, { readonly rounds: number; readonly good: number }>>>;
}

/** A minute of which nothing has been seen. */
export function emptyTally(minute: number): Tally {
  return { minute, counts: {} };
}

/**
 * The tally after one more round.
 * @param critical checks that make the whole report fail
 */
export function withRoundOf(tally: Tally, snapshot: Snapshot, critical: readonly CheckName[]): Tally {
  const counts = { ...tally.counts };
  const count = (name: SeriesName, good: boolean) => {
    const { rounds, good: before } = counts[name] ?? { rounds: 0, good: 0 };
    counts[name] = { rounds: rounds + 1, good: before + (good ? 1 : 0) };
  };
  count('overall', !critical.some((name) => snapshot.checks[name].state.held.status === 'fail'));
  for (const name of checkNames) {
    const { status } = snapshot.checks[name].state.held;
    // What is turned off is neither available nor not.
    if (status !== 'skipped' && status !== 'unknown') count(name, status !== 'fail');
  }
  return { ...tally, counts };
}

/** The minute's rows: one for each series of which something is known. */
export function rowsOf({ minute, counts }: Tally): MinuteRow[] {
  return seriesNames.flatMap((series) => {
    const count = counts[series];
    if (count === undefined) return [];
    return [{ series, minute, share: Math.floor((FULL_SHARE * count.good) / count.rounds) }];
  });
}
