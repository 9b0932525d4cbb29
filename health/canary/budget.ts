/** How much that stays in MLflow may be made: what others delete is made again, but not without end. */
import type { Clock } from '../probe/clock.ts';

export interface Budget {
  /** Whether something may be made now; counts it when it may. */
  take(): boolean;
  /** Gives back what was not made after all. */
  giveBack(): void;
}

const DAY_MS = 86_400_000;

/**
 * Makes a budget.
 * @param perDay most things in a day
 */
export function createBudget(perDay: number, clock: Clock): Budget {
  let made: number[] = [];
  return {
    take() {
      const now = clock.monotonic();
      made = made.filter((at) => now - at < DAY_MS);
      if (made.length >= perDay) return false;
      made.push(now);
      return true;
    },
    giveBack() {
      made.pop();
    },
  };
}
