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
import { localDays } from './localDays.ts';
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

/**
 * Where the buckets of a window begin, and where the last one ends: the one that holds `now`. Times in minutes since 1970.
 * @param now time in milliseconds since 1970
 * @param zone whose days a window counts that has days for buckets; without one, and for one that is not known, UTC's
 */
export function bucketBounds(window: HistoryWindow, now: number, zone?: string): readonly number[] {
  const { length, bucket } = windows[window];
  const count = length / bucket;
  const days = bucket === DAY && zone !== undefined ? localDays(zone, now, count) : undefined;
  if (days !== undefined) return days.map((time) => time / MINUTE_MS);
  const from = (Math.floor(now / MINUTE_MS / bucket) + 1) * bucket - length;
  return Array.from({ length: count + 1 }, (_, place) => from + place * bucket);
}

/**
 * The history of a window.
 * @param now time in milliseconds since 1970
 * @param bounds of its buckets
 */
export function historyReport(
  index: HistoryIndex,
  window: HistoryWindow,
  now: number,
  aboutUrl: string,
  bounds = bucketBounds(window, now),
): HealthHistory {
  const minute = Math.floor(now / MINUTE_MS);
  const [from = minute, end = minute] = [bounds[0], bounds.at(-1)];
  const series = (name: SeriesName) => {
    const whole = index.stretch(name, from, minute);
    const buckets = bounds
      .slice(0, -1)
      .map(
        (start, place) => index.stretch(name, start, Math.min(bounds[place + 1] ?? end, minute)).availability,
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
    bucketSeconds: windows[window].bucket * 60,
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
  const [from = minute] = bucketBounds(window, now);
  const { availability, known } = index.stretch(series, from, minute);
  return known < 0.5 ? undefined : availability;
}

/** Rounded down, so that only a whole is shown as one. */
function ratio(value: number | undefined): number | null {
  return value === undefined ? null : Math.floor(value * 100_000) / 100_000;
}

function timeOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}
