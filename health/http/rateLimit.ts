/** A token bucket per client address, bounded in memory. */

export interface RateLimit {
  /**
   * Takes one token.
   * @param now by the monotonic clock, in milliseconds
   * @returns 0 when the request may pass, else the milliseconds until the next one may
   */
  take(key: string, now: number): number;
}

/** Most addresses remembered at a time. A forgotten one starts again with a full bucket. */
const MOST_KEYS = 10_000;
const MINUTE = 60_000;

/**
 * Makes a limit.
 * @param perMinute tokens that come back per minute, and the size of the bucket; 0 is no limit
 */
export function createRateLimit(perMinute: number): RateLimit {
  if (perMinute === 0) return { take: () => 0 };
  const cost = MINUTE / perMinute;
  /** By key, the time at which the bucket is full again. Kept in order of last use. */
  const fullAt = new Map<string, number>();
  return {
    take(key, now) {
      const full = Math.max(fullAt.get(key) ?? 0, now) + cost;
      const wait = full - now - MINUTE;
      fullAt.delete(key);
      fullAt.set(key, wait > 0 ? full - cost : full);
      if (fullAt.size > MOST_KEYS) forgetOldest(fullAt);
      return Math.max(0, wait);
    },
  };
}

function forgetOldest(map: Map<string, number>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
