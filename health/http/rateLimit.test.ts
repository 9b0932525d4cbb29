import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRateLimit } from './rateLimit.ts';

describe('the rate limit', () => {
  it('lets a full bucket pass at once, then says how long to wait', () => {
    const limit = createRateLimit(3);
    expect([1, 2, 3].map(() => limit.take('a', 0))).toEqual([0, 0, 0]);
    expect(limit.take('a', 0)).toBe(20_000);
    expect(limit.take('a', 19_999)).toBe(1);
    expect(limit.take('a', 20_000)).toBe(0);
  });

  it('does not make those wait longer who ask too early', () => {
    const limit = createRateLimit(1);
    limit.take('a', 0);
    for (let index = 0; index < 100; index += 1) limit.take('a', 1);
    expect(limit.take('a', 60_000)).toBe(0);
  });

  it('counts each address by itself', () => {
    const limit = createRateLimit(1);
    limit.take('a', 0);
    expect(limit.take('b', 0)).toBe(0);
  });

  it('is off at 0', () => {
    const limit = createRateLimit(0);
    for (let index = 0; index < 1000; index += 1) expect(limit.take('a', 0)).toBe(0);
  });

  it('never lets more pass than the bucket and what flows back', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), gaps, (perMinute, waits) => {
        const limit = createRateLimit(perMinute);
        let now = 0;
        let passed = 0;
        for (const wait of waits) {
          now += wait;
          if (limit.take('a', now) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(perMinute + Math.floor((now * perMinute) / 60_000) + 1);
      }),
    );
  });

  it('remembers the newest 10,000 addresses and forgets the oldest', () => {
    const limit = createRateLimit(1);
    for (let index = 0; index < 20_001; index += 1) limit.take(String(index), 0);
    expect(limit.take('10001', 0)).toBeGreaterThan(0);
    expect(limit.take('0', 0)).toBe(0);
  });

  it('does not forget an address that goes on asking', () => {
    const limit = createRateLimit(1);
    limit.take('a', 0);
    for (let index = 0; index < 50_000; index += 1) {
      limit.take(String(index), 0);
      if (index % 5000 === 0) expect(limit.take('a', 0)).toBeGreaterThan(0);
    }
  });
});
