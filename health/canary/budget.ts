/** How much that stays in MLflow may be made: what others delete is made again, but not without end. */
import type { Clock } from '../probe/clock.ts';

export interface Budget {
  /** Whether something may be made now; counts it when it may. */
  take(): boolean;
  /** Gives back what was not made after all. */
  giveBack(): void;
}

const DAY_MS = 86_400_000;
/** Things that may be made at once. */
const MOST_AT_ONCE = 8;

/**
 * Makes a budget. It comes back evenly over the day, so that whoever uses it up keeps the canary from its work for less
 * than an hour after they stop.
 * @param perDay most things in a day, more than eight
 */
export function createBudget(perDay: number, clock: Clock): Budget {
  const everyMs = DAY_MS / (perDay - MOST_AT_ONCE);
  let left = MOST_AT_ONCE;
  let countedAt = clock.monotonic();
  return {
    take() {
      const now = clock.monotonic();
      left = Math.min(MOST_AT_ONCE, left + (now - countedAt) / everyMs);
      countedAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    giveBack() {
      left += 1;
    },
  };
}
