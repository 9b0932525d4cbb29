/** Adds up the rounds of one minute. Pure. */
import { type CheckName, type SeriesName, seriesNames } from '../contract.ts';
import { type Signal, signals } from '../probe/outcome.ts';
import type { RoundEnd, Snapshot } from '../probe/snapshot.ts';
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
 * The tally after one more round: of what it saw, not of what is held, so that an outage counts in full and a fault that
 * comes and goes counts for its share.
 * @param critical checks that make the whole report fail
 */
export function withRoundOf(
  tally: Tally,
  snapshot: Snapshot,
  { kind, outcomes }: RoundEnd,
  critical: readonly CheckName[],
): Tally {
  const counts = { ...tally.counts };
  const count = (name: SeriesName, good: boolean) => {
    const { rounds, good: before } = counts[name] ?? { rounds: 0, good: 0 };
    counts[name] = { rounds: rounds + 1, good: before + (good ? 1 : 0) };
  };
  for (const signal of signals) {
    const status = outcomes[signal]?.status;
    // What is turned off or not proven is neither available nor not.
    if (status !== undefined && status !== 'skipped') count(checkOf(signal), status !== 'fail');
  }
  if (kind === 'direct') {
    const failed = signals.filter(
      (name) => (outcomes[name] ?? snapshot.signals[name].last)?.status === 'fail',
    );
    count('overall', !failed.some((name) => critical.includes(checkOf(name))));
  }
  return { ...tally, counts };
}

function checkOf(signal: Signal): CheckName {
  return signal === 'uploads' ? 'artifacts' : signal;
}

/** The minute's rows: one for each series of which something is known. */
export function rowsOf({ minute, counts }: Tally): MinuteRow[] {
  return seriesNames.flatMap((series) => {
    const count = counts[series];
    if (count === undefined) return [];
    return [{ series, minute, share: Math.floor((FULL_SHARE * count.good) / count.rounds) }];
  });
}
