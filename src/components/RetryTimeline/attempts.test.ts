import { expect, it } from 'vitest';
import { attempts, DEFAULTS } from './attempts.ts';

it('sends eight calls in about four minutes, with the pauses that the page measures', () => {
  expect(attempts(DEFAULTS)).toEqual([0, 0, 4, 12, 28, 60, 124, 244]);
});

it('never pauses longer than two minutes, and sends one call without retries', () => {
  expect(attempts({ retries: 3, factor: 100 })).toEqual([0, 0, 120, 240]);
  expect(attempts({ retries: 0, factor: 2 })).toEqual([0]);
});
