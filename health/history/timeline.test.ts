import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL_SHARE, MINUTES_KEPT } from './store.ts';
import { createTimeline } from './timeline.ts';

const NOW = 29_000_000;

describe('a timeline', () => {
  it('knows nothing at first, which is no availability at all', () => {
    expect(createTimeline().stretch(NOW - 60, NOW)).toEqual({ availability: undefined, known: 0 });
  });

  it('counts gaps neither for nor against', () => {
    const timeline = createTimeline();
    timeline.add(NOW - 4, FULL_SHARE);
    timeline.add(NOW - 2, 0);
    expect(timeline.stretch(NOW - 4, NOW)).toEqual({ availability: 0.5, known: 0.5 });
  });

  it('counts the first note of a minute and no other', () => {
    const timeline = createTimeline();
    expect([timeline.add(NOW, 0), timeline.add(NOW, FULL_SHARE)]).toEqual([true, false]);
    expect(timeline.stretch(NOW, NOW + 1).availability).toBe(0);
  });

  it('takes minutes in any order', () => {
    const timeline = createTimeline();
    for (const ago of [1, 3, 2]) timeline.add(NOW - ago, FULL_SHARE);
    expect(timeline.stretch(NOW - 3, NOW)).toEqual({ availability: 1, known: 1 });
  });

  it('forgets what is older than 90 days and takes nothing older', () => {
    const timeline = createTimeline();
    timeline.add(NOW, FULL_SHARE);
    expect(timeline.add(NOW - MINUTES_KEPT, FULL_SHARE)).toBe(false);
    expect(timeline.add(NOW - MINUTES_KEPT + 1, 0)).toBe(true);
    timeline.add(NOW + 1, FULL_SHARE);
    expect(timeline.stretch(NOW - MINUTES_KEPT, NOW + 2).availability).toBe(1);
  });

  it('leaves minutes out as if they did not exist, whatever is known of them', () => {
    const timeline = createTimeline();
    for (const ago of [4, 3, 2]) timeline.add(NOW - ago, ago === 2 ? 0 : FULL_SHARE);
    const isOut = (minute: number) => minute >= NOW - 2;
    expect(timeline.stretch(NOW - 4, NOW, isOut)).toEqual({ availability: 1, known: 1 });
    expect(timeline.stretch(NOW - 2, NOW, isOut)).toEqual({ availability: undefined, known: 0 });
  });

  it('has the minutes that were noted, and forgets them with the rest', () => {
    const timeline = createTimeline();
    expect(timeline.has(NOW)).toBe(false);
    timeline.add(NOW, FULL_SHARE);
    expect([timeline.has(NOW - 1), timeline.has(NOW), timeline.has(NOW + 1)]).toEqual([false, true, false]);
    timeline.add(NOW + MINUTES_KEPT, FULL_SHARE);
    expect(timeline.has(NOW)).toBe(false);
  });

  it('agrees with counting by hand', () => {
    const notes = fc.array(fc.record({ ago: fc.nat(500), share: fc.integer({ min: 0, max: FULL_SHARE }) }));
    fc.assert(
      fc.property(notes, fc.nat(500), fc.nat(500), (noted, a, b) => {
        const timeline = createTimeline();
        const byHand = new Map<number, number>();
        for (const { ago, share } of noted) {
          timeline.add(NOW - ago, share);
          if (!byHand.has(NOW - ago)) byHand.set(NOW - ago, share);
        }
        const [from, to] = [NOW - Math.max(a, b), NOW - Math.min(a, b)];
        const inside = [...byHand]
          .filter(([minute]) => minute >= from && minute < to)
          .map(([, share]) => share);
        const total = inside.reduce((sum, share) => sum + share, 0);
        const stretch = timeline.stretch(from, to);
        expect(stretch.known).toBeCloseTo(to > from ? inside.length / (to - from) : 0, 10);
        if (inside.length === 0) expect(stretch.availability).toBeUndefined();
        else expect(stretch.availability).toBeCloseTo(total / (inside.length * FULL_SHARE), 10);
      }),
    );
  });
});
