import { expect, it } from 'vitest';
import { createBudget } from './budget.ts';

const MINUTE_MS = 60_000;

it('allows so many things a day, however they are asked for, and more within the hour', () => {
  let now = 0;
  const budget = createBudget(48, { monotonic: () => now, wall: () => new Date(now) });
  const made: number[] = [];
  for (; now < 3 * 24 * 60 * MINUTE_MS; now += MINUTE_MS) if (budget.take()) made.push(now);
  const day = (at: number) => made.filter((each) => each >= at && each < at + 24 * 60 * MINUTE_MS).length;
  for (const at of made) expect(day(at)).toBeLessThanOrEqual(48);
  expect(day(0)).toBeGreaterThan(40);
  const waits = made.slice(1).map((at, index) => at - (made[index] ?? 0));
  expect(Math.max(...waits)).toBeLessThan(60 * MINUTE_MS);
});

it('takes back what was not made', () => {
  const budget = createBudget(48, { monotonic: () => 0, wall: () => new Date(0) });
  for (let taken = 0; taken < 100; taken += 1) {
    expect(budget.take()).toBe(true);
    budget.giveBack();
  }
});
