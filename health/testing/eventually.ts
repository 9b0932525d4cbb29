/** Waits for a condition in tests. */
import { expect } from 'vitest';

/** Like `expect.poll`, with time enough for a busy machine and short of the test's own limit. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 4000, interval: 10 });
}
