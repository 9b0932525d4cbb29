/** A limit of requests per key in a fixed window, to meet `429` on purpose. */

export interface RateLimit {
  requests: number;
  windowMs: number;
}

/**
 * Makes a counter.
 *
 * @param now the clock, in milliseconds
 * @returns a function that counts one request of a key and returns the seconds to wait, 0 when it may pass
 */
export function rateLimiter(limit: RateLimit, now: () => number = Date.now): (key: string) => number {
  const windows = new Map<string, { opened: number; count: number }>();
  return (key) => {
    const time = now();
    const open = windows.get(key);
    const current = open && time - open.opened < limit.windowMs ? open : { opened: time, count: 0 };
    windows.set(key, current);
    current.count += 1;
    return current.count <= limit.requests ? 0 : Math.ceil((current.opened + limit.windowMs - time) / 1000);
  };
}
