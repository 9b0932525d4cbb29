/** Builds the public history from the index. Pure. */
import {
  CONTRACT_VERSION,
  type HealthHistory,
  type HistoryWindow,
  healthHistorySchema,
  type SeriesName,
  seriesNames,
} from '../contract.ts';
import type { HistoryIndex } from './index.ts';
import { MINUTE_MS } from './store.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Length of each window and of its buckets, in minutes. */
const windows = {
  '24h': { length: DAY, bucket: HOUR },
  '7d': { length: 7 * DAY, bucket: 6 * HOUR },
  '30d': { length: 30 * DAY, bucket: DAY },
  '90d': { length: 90 * DAY, bucket: DAY },
} as const satisfies Record<HistoryWindow, { length: number; bucket: number }>;

/** Of changes, and of stretches of maintenance. */
const MOST_ENTRIES = 100;

/** A window that ends with the bucket which holds `now`. Times in minutes since 1970. */
function bounds(window: HistoryWindow, now: number) {
  const { length, bucket } = windows[window];
  const end = (Math.floor(now / bucket) + 1) * bucket;
  return { from: end - length, end, bucket };
}

/**
 * The history of a window.
 * @param now time in milliseconds since 1970
 */
export function historyReport(
  index: HistoryIndex,
  window: HistoryWindow,
  now: number,
  aboutUrl: string,
): HealthHistory {
  const minute = Math.floor(now / MINUTE_MS);
  const { from, end, bucket } = bounds(window, minute);
  const starts = Array.from({ length: (end - from) / bucket }, (_, place) => from + place * bucket);
  const series = (name: SeriesName) => {
    const whole = index.stretch(name, from, minute);
    const buckets = starts.map(
      (start) => index.stretch(name, start, Math.min(start + bucket, minute)).availability,
    );
    return {
      availability: ratio(whole.availability),
      known: ratio(whole.known),
      buckets: buckets.map(ratio),
    };
  };
  return healthHistorySchema.parse({
    serviceId: 'mlflow',
    version: CONTRACT_VERSION,
    window,
    from: timeOf(from),
    to: timeOf(end),
    bucketSeconds: bucket * 60,
    series: Object.fromEntries(seriesNames.map((name) => [name, series(name)])),
    maintenance: index
      .maintenance(from, minute)
      .slice(-MOST_ENTRIES)
      .map((each) => ({ start: timeOf(each.from), end: timeOf(each.to) })),
    transitions: index
      .transitionsSince(from)
      .slice(-MOST_ENTRIES)
      .map(({ time, check, status, code }) => ({
        time: new Date(time).toISOString(),
        check,
        status,
        ...(code && { code }),
      })),
    links: { about: aboutUrl },
  });
}

/** The availability of a series in a window; undefined when less than half of it is known. */
export function uptime(
  index: HistoryIndex,
  window: HistoryWindow,
  now: number,
  series: SeriesName = 'overall',
): number | undefined {
  const minute = Math.floor(now / MINUTE_MS);
  const { availability, known } = index.stretch(series, bounds(window, minute).from, minute);
  return known < 0.5 ? undefined : availability;
}

/** Rounded down, so that only a whole is shown as one. */
function ratio(value: number | undefined): number | null {
  return value === undefined ? null : Math.floor(value * 100_000) / 100_000;
}

function timeOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}
