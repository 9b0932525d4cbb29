import { expect, it } from 'vitest';
import { rateLimiter } from './rateLimit.ts';

it('lets as many pass as the window holds, says how long to wait, and opens a new window in time', () => {
  let time = 0;
  const secondsToWait = rateLimiter({ requests: 2, windowMs: 10_000 }, () => time);
  expect([secondsToWait('a'), secondsToWait('a'), secondsToWait('a')]).toEqual([0, 0, 10]);
  time = 9_001;
  expect([secondsToWait('a'), secondsToWait('b')]).toEqual([1, 0]);
  time = 10_000;
  expect(secondsToWait('a')).toBe(0);
});
