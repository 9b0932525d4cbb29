/** All of the history in memory: what requests read. It is filled from the store and from what is seen. */
import type { SeriesName } from '../contract.ts';
import {
  MAINTENANCE,
  MINUTE_MS,
  MINUTES_KEPT,
  type Reader,
  storedSeries,
  type TransitionRow,
} from './store.ts';
import { createTimeline, type Stretch } from './timeline.ts';

/** Most transitions that are remembered: the newest. */
const MOST_TRANSITIONS = 1000;

export interface HistoryIndex extends Reader {
  /** What is known of the minutes from one up to but not including another; announced maintenance is left out. */
  stretch(series: SeriesName, from: number, to: number): Stretch;
  /** The stretches of announced maintenance among them, oldest first; `to` is the first minute after one. */
  maintenance(from: number, to: number): { readonly from: number; readonly to: number }[];
  /** Transitions from a minute on, oldest first. */
  transitionsSince(fromMinute: number): readonly TransitionRow[];
  /** Grows with every row that is new: what was made from an older revision is out of date. */
  revision(): number;
}

/** Two instances that see the same change within a minute tell of one transition. */
function transitionKey({ check, status, time }: TransitionRow): string {
  return `${Math.floor(time / MINUTE_MS)} ${check} ${status}`;
}

/** Makes an index that knows nothing. */
export function createIndex(): HistoryIndex {
  const timelines = new Map(storedSeries.map((name) => [name, createTimeline()]));
  const isMaintenance = (minute: number) => timelines.get(MAINTENANCE)?.has(minute) ?? false;
  const transitions = new Map<string, TransitionRow>();
  let revision = 0;
  return {
    minute({ series, minute, share }) {
      if (timelines.get(series)?.add(minute, share)) revision += 1;
    },
    transition(row) {
      const key = transitionKey(row);
      if (transitions.has(key)) return;
      transitions.set(key, row);
      revision += 1;
      if (transitions.size > MOST_TRANSITIONS) {
        const oldest = [...transitions].toSorted(([, a], [, b]) => a.time - b.time)[0];
        if (oldest !== undefined) transitions.delete(oldest[0]);
      }
    },
    stretch: (series, from, to) =>
      timelines.get(series)?.stretch(from, to, isMaintenance) ?? { availability: undefined, known: 0 },
    maintenance(from, to) {
      const found: { from: number; to: number }[] = [];
      for (let minute = from; minute < to; minute += 1) {
        if (!isMaintenance(minute)) continue;
        const last = found.at(-1);
        if (last?.to === minute) last.to = minute + 1;
        else found.push({ from: minute, to: minute + 1 });
      }
      return found;
    },
    transitionsSince: (fromMinute) =>
      [...transitions.values()]
        .filter(({ time }) => time >= Math.max(fromMinute, 0) * MINUTE_MS)
        .toSorted((a, b) => a.time - b.time),
    revision: () => revision,
  };
}

/** The oldest minute that is kept. */
export function oldestKept(nowMinute: number): number {
  return nowMinute - MINUTES_KEPT;
}
