/** What a store of the history must do. One row per check and minute, one per transition; 90 days of them. */
import {
  type CheckName,
  type CheckStatus,
  type FailureCode,
  type SeriesName,
  seriesNames,
} from '../contract.ts';

/** Marks the minutes of announced maintenance, beside what was really seen in them. */
export const MAINTENANCE = 'maintenance';

/** All that is kept by the minute. A version that does not know one passes over it. */
export const storedSeries = [...seriesNames, MAINTENANCE] as const;

/** How much of one minute a check was available. */
export interface MinuteRow {
  readonly series: SeriesName | typeof MAINTENANCE;
  /** Minutes since 1970, UTC. */
  readonly minute: number;
  /** Part of the minute's rounds in which it did not fail, in 250ths, rounded down. */
  readonly share: number;
}

/** A change of a check's held state. */
export interface TransitionRow {
  readonly check: CheckName;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly status: CheckStatus;
  readonly code: FailureCode | undefined;
}

export interface Entries {
  readonly minutes: readonly MinuteRow[];
  readonly transitions: readonly TransitionRow[];
}

/** Hears rows as they are read. */
export interface Reader {
  minute(row: MinuteRow): void;
  transition(row: TransitionRow): void;
}

export interface HistoryStore {
  /**
   * Adds rows. A minute of a series that is there already stays as it is, so that two instances count it once; the same
   * goes for a transition of a check to the same state in the same minute.
   * @throws StoreError when not all of it may have been written; the same rows can be offered again
   */
  append(entries: Entries): Promise<void>;
  /** Reads all rows from a minute on. @throws StoreError */
  read(fromMinute: number, reader: Reader): Promise<void>;
  /** Removes all rows before a minute, unless the store does so by itself. @throws StoreError */
  prune(beforeMinute: number): Promise<void>;
  close(): Promise<void>;
}

/** The store does not work now. It may later. */
export class StoreError extends Error {
  readonly code: string;
  readonly hint = 'The report goes on without it; check HISTORY_FILE or HISTORY_TABLE.';

  constructor(code: string) {
    super(`The history store does not work: ${code}`);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** How long rows are kept. */
const DAYS_KEPT = 90;
export const MINUTE_MS = 60_000;
export const MINUTES_KEPT = DAYS_KEPT * 24 * 60;
/** The share of a minute in which nothing failed. */
export const FULL_SHARE = 250;
