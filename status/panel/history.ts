/** Reads the service's history, and what it tells: since when something is as it is, and what happened. */
import { type CheckStatus, checkStatuses } from '../../health/contract/names.ts';
import { isObject } from '../guard.ts';

/** A change of a check. Times in milliseconds since 1970. */
interface SeenChange {
  time: number;
  check: string;
  status: CheckStatus;
  code: string | undefined;
}

export interface SeenHistory {
  /** Start of the first bucket. */
  from: number;
  bucketMs: number;
  /** By name of the series: a share for each bucket, null where nothing is known. */
  series: ReadonlyMap<string, SeenSeries>;
  /** Oldest first. */
  changes: readonly SeenChange[];
  maintenance: readonly { start: number; end: number }[];
}

export interface SeenSeries {
  availability: number | null;
  buckets: readonly (number | null)[];
}

/** A time in which a check did not pass. */
export interface Incident extends SeenChange {
  /** Null while it lasts. */
  end: number | null;
}

/** Reads a parsed JSON value as a history; undefined when it is none. What a newer service adds is passed over. */
export function readHistory(value: unknown): SeenHistory | undefined {
  if (!isObject(value) || !isObject(value.series)) return undefined;
  const from = Date.parse(String(value.from));
  const bucketMs = Number(value.bucketSeconds) * 1000;
  if (!(from > 0 && bucketMs > 0)) return undefined;
  const series = Object.entries(value.series).flatMap(([name, entry]): [string, SeenSeries][] => {
    if (!isObject(entry) || !Array.isArray(entry.buckets)) return [];
    return [[name, { availability: share(entry.availability), buckets: entry.buckets.map(share) }]];
  });
  const maintenance = listOf(value.maintenance).map(({ start, end }) => ({
    start: Date.parse(String(start)),
    end: Date.parse(String(end)),
  }));
  return {
    from,
    bucketMs,
    series: new Map(series),
    changes: listOf(value.transitions).flatMap(readChange),
    maintenance: maintenance.filter(({ start, end }) => start < end),
  };
}

function readChange({ time, check, status, code }: Record<string, unknown>): SeenChange[] {
  const at = Date.parse(String(time));
  const known = checkStatuses.find((each) => each === status);
  if (!(at > 0) || known === undefined || typeof check !== 'string') return [];
  return [{ time: at, check, status: known, code: typeof code === 'string' ? code : undefined }];
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function share(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

/** Since when a check has the status that it has now; undefined when the history doesn't reach back that far. */
export function sinceOf({ changes }: SeenHistory, check: string, status: CheckStatus): number | undefined {
  const own = changes.filter((change) => change.check === check);
  const start = own.findLastIndex((change) => change.status !== status) + 1;
  return own[start]?.time;
}

/** Since when any of these checks doesn't pass. */
export function troubleSince(
  history: SeenHistory,
  checks: Readonly<Partial<Record<string, { status: CheckStatus }>>>,
  worst: CheckStatus,
): number | undefined {
  const times = Object.entries(checks).flatMap(([name, check]) =>
    check?.status === worst ? [sinceOf(history, name, worst)] : [],
  );
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** The times in which a check failed or was degraded, newest first. */
export function incidentsOf({ changes }: SeenHistory, after: number): Incident[] {
  return changes
    .map((change, place): Incident => {
      const next = changes.find((other, at) => at > place && other.check === change.check);
      return { ...change, end: next?.time ?? null };
    })
    .filter(({ status, end }) => /warn|fail/.test(status) && (end ?? after) >= after)
    .reverse();
}
