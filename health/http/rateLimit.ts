/** A token bucket per client address, bounded in memory. */

export interface RateLimit {
  /**
   * Takes one token.
   * @param now by the monotonic clock, in milliseconds
   * @returns 0 when the request may pass, else the milliseconds until the next one may
   */
  take(key: string, now: number): number;
}

/** So many addresses are remembered, and twice as many at most. A forgotten one starts again with a full bucket. */
const REMEMBERED = 10_000;
const MINUTE = 60_000;

interface Bucket {
  /** When it is full again. */
  fullAt: number;
}

/**
 * Makes a limit.
 * @param perMinute tokens that come back per minute, and the size of the bucket; 0 is no limit
 */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return { take: () => 0 };
  const cost = MINUTE / perMinute;
  const buckets = createRecent<Bucket>(REMEMBERED, () => ({ fullAt: 0 }));
  return {
    take(key, now) {
      const bucket = buckets(key);
      const fullAt = Math.max(bucket.fullAt, now) + cost;
      const wait = fullAt - now - MINUTE;
      if (wait > 0) return wait;
      bucket.fullAt = fullAt;
      return 0;
    },
  };
}

/**
 * Remembers what was used lately. What is used stays in the newer half; when that is full, it becomes the older half, and what
 * nobody used meanwhile is forgotten. So a use costs one look, and none changes an order.
 */
function createRecent<T>(least: number, make: () => T): (key: string) => T {
  let newer = new Map<string, T>();
  let older = new Map<string, T>();
  return (key) => {
    const known = newer.get(key);
    if (known !== undefined) return known;
    const value = older.get(key) ?? make();
    if (newer.size >= least) {
      older = newer;
      newer = new Map();
    }
    newer.set(key, value);
    return value;
  };
}
