import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOf, DEFAULT_INTERVAL, delayAfter, gapAfter, MIN_GAP, serverWait } from './schedule.ts';
import type { Outcome } from './state.ts';

const report = (status: 'pass' | 'warn' | 'fail', wait = 0): Outcome => ({
  kind: 'report',
  report: { status, checks: {}, time: 0 },
  wait,
  age: 0,
});
const delayFor = (outcome: Outcome, misses = 0, random = 0) =>
  delayAfter(outcome, misses, DEFAULT_INTERVAL, random);

describe('delayAfter', () => {
  it.each(['pass', 'warn'] as const)(
    'renews a %s report at the interval, spread by up to a tenth',
    (status) => {
      expect(delayFor(report(status))).toBe(DEFAULT_INTERVAL);
      expect(delayFor(report(status), 0, 1)).toBeCloseTo(DEFAULT_INTERVAL * 1.1);
    },
  );

  it("waits for the server's max-age when that is longer than the interval, but never beyond five minutes", () => {
    expect(delayFor(report('pass', 5_000))).toBe(DEFAULT_INTERVAL);
    expect(delayFor(report('pass', 90_000))).toBe(90_000);
    expect(delayFor(report('pass', 86_400_000))).toBe(300_000);
  });

  it('follows Retry-After while the report says fail, within 1 to 60 seconds', () => {
    expect(delayFor(report('fail', 7_000))).toBe(7_000);
    expect(delayFor(report('fail', 10))).toBe(1_000);
    expect(delayFor(report('fail', 3_600_000))).toBe(60_000);
    expect(delayFor(report('fail', 0))).toBe(DEFAULT_INTERVAL);
  });

  it('backs off with full jitter: anything from a second to a ceiling that doubles up to a minute', () => {
    const ceilings = [1, 2, 3, 4, 5, 6, 50].map((misses) => delayFor({ kind: 'unreachable' }, misses, 1));
    expect(ceilings).toEqual([4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(delayFor({ kind: 'offline' }, 6, 0)).toBe(1_000);
    expect(delayFor({ kind: 'offline' }, 6, 0.5)).toBe(30_000);
  });

  it('never asks a server that refused before the time it named, up to five minutes', () => {
    expect(delayFor({ kind: 'no-report', wait: 120_000 }, 1, 0)).toBe(120_000);
    expect(delayFor({ kind: 'no-report', wait: 86_400_000 }, 1, 0)).toBe(300_000);
  });

  it('stays between one second and five and a half minutes, whatever a server says', () => {
    const wait = fc.double({ min: 0, noNaN: true });
    const outcome = fc.oneof(
      fc.tuple(fc.constantFrom('pass', 'warn', 'fail'), wait).map(([status, ms]) => report(status, ms)),
      wait.map((ms): Outcome => ({ kind: 'no-report', wait: ms })),
      fc.constantFrom<Outcome>({ kind: 'unreachable' }, { kind: 'offline' }),
    );
    fc.assert(
      fc.property(outcome, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (seen, misses, random) => {
        const delay = delayFor(seen, misses + 1, random);
        expect(delay).toBeGreaterThanOrEqual(1_000);
        expect(delay).toBeLessThanOrEqual(330_000);
      }),
    );
  });
});

describe('gapAfter', () => {
  it('lets a reader look again after two seconds, or up to ten when the server asks for patience', () => {
    expect(gapAfter(report('fail', 60_000))).toBe(MIN_GAP);
    expect(gapAfter({ kind: 'unreachable' })).toBe(MIN_GAP);
    expect(gapAfter({ kind: 'no-report', wait: 5_000 })).toBe(5_000);
    expect(gapAfter({ kind: 'no-report', wait: 60_000 })).toBe(10_000);
  });
});

describe('serverWait', () => {
  const now = Date.parse('2026-11-23T00:00:00Z');
  it.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7_000],
    ['Retry-After as a date', { 'retry-after': 'Mon, 23 Nov 2026 00:01:00 GMT' }, 60_000],
    ['a Retry-After that has passed', { 'retry-after': 'Sun, 22 Nov 2026 00:00:00 GMT' }, 0],
    ['a Retry-After that makes no sense', { 'retry-after': 'soon' }, 0],
    ['max-age among other directives', { 'cache-control': 'public, max-age=5' }, 5_000],
    ['Retry-After before max-age', { 'cache-control': 'max-age=5', 'retry-after': '1' }, 1_000],
    ['no-store', { 'cache-control': 'no-store' }, 0],
    ['s-maxage, which is not for browsers', { 'cache-control': 's-maxage=60' }, 0],
    ['no header', {}, 0],
  ])('reads %s', (_name, headers, expected) => {
    expect(serverWait(new Headers(headers), now)).toBe(expected);
  });
});

describe('ageOf', () => {
  it.each([
    ['3600', 3_600_000],
    ['0', 0],
    ['-5', 0],
    ['old', 0],
  ])('reads Age: %s', (age, expected) => {
    expect(ageOf(new Headers({ age }))).toBe(expected);
    expect(ageOf(new Headers())).toBe(0);
  });
});
