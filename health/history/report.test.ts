import { describe, expect, it } from 'vitest';
import { seriesNames } from '../contract.ts';
import { createIndex } from './index.ts';
import { bucketBounds, historyReport, uptime } from './report.ts';
import { FULL_SHARE, MAINTENANCE, MINUTE_MS } from './store.ts';

const NOW = Date.parse('2026-11-23T10:30:00Z');
const MINUTE = NOW / MINUTE_MS;
const ABOUT = 'https://docs.hokus.ai/docs/';

/** An index that knows the minutes from so many minutes ago up to now. */
function known(minutes: number, shareAt: (ago: number) => number = () => FULL_SHARE) {
  const index = createIndex();
  for (let ago = minutes; ago >= 1; ago -= 1) {
    for (const series of seriesNames) index.minute({ series, minute: MINUTE - ago, share: shareAt(ago) });
  }
  return index;
}

describe('the history', () => {
  it.each([
    ['24h', 24],
    ['7d', 28],
    ['30d', 30],
    ['90d', 90],
  ] as const)('%s has %i buckets that end with the one that is running', (window, count) => {
    const report = historyReport(createIndex(), window, NOW, ABOUT);
    expect(report.series.overall.buckets).toHaveLength(count);
    const [from, to] = [Date.parse(report.from), Date.parse(report.to)];
    expect((to - from) / 1000).toBe(count * report.bucketSeconds);
    expect(from % (report.bucketSeconds * 1000)).toBe(0);
    expect(to).toBeGreaterThan(NOW);
    expect(to - NOW).toBeLessThanOrEqual(report.bucketSeconds * 1000);
  });

  it('counts the days of a zone, and only those in which clocks change have another length', () => {
    const index = known(30 * 24 * 60, (ago) => (ago > 10 * 60 && ago <= 11 * 60 ? 0 : FULL_SHARE));
    const bucketsIn = (zone: string) =>
      historyReport(index, '30d', NOW, ABOUT, bucketBounds('30d', NOW, zone)).series.overall.buckets;
    // It failed from 23:30 to 0:30 UTC, which is all in one day in Berlin.
    expect(bucketsIn('UTC').slice(-2)).toEqual([0.97916, 0.95238]);
    expect(bucketsIn('Europe/Berlin').slice(-2)).toEqual([1, 0.91304]);
    const days = bucketBounds('90d', NOW, 'Europe/Berlin');
    const lengths = days.slice(1).map((end, place) => end - (days[place] ?? 0));
    expect(lengths).toHaveLength(90);
    expect(lengths.filter((length) => length !== 24 * 60)).toEqual([25 * 60]);
    expect(days.at(-1)).toBe(Date.parse('2026-11-23T23:00Z') / MINUTE_MS);
  });

  it('has the same hours in every zone, and the days of UTC for one that is not known', () => {
    expect(bucketBounds('24h', NOW, 'Asia/Tokyo')).toEqual(bucketBounds('24h', NOW));
    expect(bucketBounds('30d', NOW, 'Mars/Olympus')).toEqual(bucketBounds('30d', NOW));
  });

  it('of which nothing is known is null everywhere, never 1', () => {
    const { overall } = historyReport(createIndex(), '7d', NOW, ABOUT).series;
    expect(overall).toEqual({ availability: null, known: 0, buckets: Array(28).fill(null) });
  });

  it('has gaps where nothing is known and counts only the rest', () => {
    const { overall } = historyReport(known(90), '24h', NOW, ABOUT).series;
    // Known since 09:00: the hour from nine and the running one.
    expect(overall.buckets).toEqual([...Array(22).fill(null), 1, 1]);
    expect(overall.availability).toBe(1);
    expect(overall.known).toBeCloseTo(90 / (23.5 * 60), 4);
  });

  it('never rounds up to a whole', () => {
    const oneBadMinute = known(20 * 24 * 60, (ago) => (ago === 5 ? 0 : FULL_SHARE));
    const { overall } = historyReport(oneBadMinute, '30d', NOW, ABOUT).series;
    expect(overall.availability).toBeLessThan(1);
    expect(overall.availability).toBeGreaterThan(0.9999);
  });

  it('lists at most the newest hundred changes of the window', () => {
    const index = createIndex();
    for (let ago = 300; ago > 0; ago -= 1) {
      index.transition({ check: 'server', time: NOW - ago * MINUTE_MS, status: 'fail', code: 'timeout' });
    }
    index.transition({ check: 'server', time: NOW - 48 * 60 * MINUTE_MS, status: 'fail', code: 'dns' });
    const { transitions } = historyReport(index, '24h', NOW, ABOUT);
    expect(transitions).toHaveLength(100);
    expect(transitions.at(-1)?.time).toBe(new Date(NOW - MINUTE_MS).toISOString());
    expect(transitions.some(({ code }) => code === 'dns')).toBe(false);
  });
});

describe('announced maintenance', () => {
  /** Down for the last hour, of which the first half was announced. */
  function downForAnHour() {
    const index = known(20 * 60, (ago) => (ago <= 60 ? 0 : FULL_SHARE));
    for (let ago = 60; ago > 30; ago -= 1) {
      index.minute({ series: MAINTENANCE, minute: MINUTE - ago, share: FULL_SHARE });
    }
    return index;
  }

  it('counts neither as up nor as down', () => {
    const { overall } = historyReport(downForAnHour(), '24h', NOW, ABOUT).series;
    expect(overall.availability).toBeCloseTo((19 * 60) / (19.5 * 60), 4);
    expect(overall.known).toBeCloseTo((19.5 * 60) / (23 * 60), 4);
    expect(uptime(downForAnHour(), '24h', NOW)).toBeCloseTo(19 / 19.5, 4);
    // It began at half past nine: of the hour from nine, the good half counts, of the running one the bad half.
    expect(overall.buckets.slice(-2)).toEqual([1, 0]);
  });

  it('is listed with its start and its end', () => {
    expect(historyReport(downForAnHour(), '24h', NOW, ABOUT).maintenance).toEqual([
      { start: '2026-11-23T09:30:00.000Z', end: '2026-11-23T10:00:00.000Z' },
    ]);
  });

  it('that fills the window leaves nothing to tell', () => {
    const index = known(24 * 60);
    for (let ago = 24 * 60; ago > 0; ago -= 1) {
      index.minute({ series: MAINTENANCE, minute: MINUTE - ago, share: FULL_SHARE });
    }
    const { overall } = historyReport(index, '24h', NOW, ABOUT).series;
    expect(overall).toEqual({ availability: null, known: 0, buckets: Array(24).fill(null) });
  });
});

describe('the uptime', () => {
  it('is told only when half of the window is known', () => {
    expect(uptime(known(11 * 60), '24h', NOW)).toBeUndefined();
    expect(uptime(known(13 * 60), '24h', NOW)).toBe(1);
  });
});
