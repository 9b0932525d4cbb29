import { describe, expect, it } from 'vitest';
import { localDays } from './localDays.ts';

const times = (zone: string, now: string, count: number) =>
  localDays(zone, Date.parse(now), count)?.map((time) => new Date(time).toISOString().slice(0, 16));

describe('the days of a zone', () => {
  it.each([
    ['UTC', ['2026-11-22T00:00', '2026-11-23T00:00', '2026-11-24T00:00']],
    // Already tomorrow there, and still yesterday.
    ['Asia/Tokyo', ['2026-11-22T15:00', '2026-11-23T15:00', '2026-11-24T15:00']],
    ['Pacific/Honolulu', ['2026-11-22T10:00', '2026-11-23T10:00', '2026-11-24T10:00']],
    ['Asia/Kathmandu', ['2026-11-22T18:15', '2026-11-23T18:15', '2026-11-24T18:15']],
    // An older name of the same zone, which some browsers tell.
    ['Asia/Katmandu', ['2026-11-22T18:15', '2026-11-23T18:15', '2026-11-24T18:15']],
  ])('in %s', (zone, days) => {
    expect(times(zone, '2026-11-23T20:30:00Z', 2)).toEqual(days);
  });

  it.each([
    // Forward at 2:00 and back at 3:00: days of 23 and 25 hours.
    ['Europe/Berlin', '2026-03-30T12:00Z', ['2026-03-27T23:00', '2026-03-28T23:00', '2026-03-29T22:00']],
    ['Europe/Berlin', '2026-10-26T12:00Z', ['2026-10-23T22:00', '2026-10-24T22:00', '2026-10-25T23:00']],
    // Midnight does not exist: the day begins at 1:00.
    ['Africa/Cairo', '2026-04-25T12:00Z', ['2026-04-22T22:00', '2026-04-23T22:00', '2026-04-24T21:00']],
    // Midnight comes twice, at 0:00 and after the hour that is repeated: the first counts.
    ['America/Havana', '2026-11-02T12:00Z', ['2026-10-31T04:00', '2026-11-01T04:00', '2026-11-02T05:00']],
  ])('in %s when clocks change, at %s', (zone, now, days) => {
    expect(times(zone, now, 3)?.slice(0, 3)).toEqual(days);
  });

  it.each(['', 'Mars/Olympus', '+02:00', 'Europe/Berlin\u0000', 'x'.repeat(10_000)])(
    'are not known for "%.20s"',
    (zone) => {
      expect(localDays(zone, 0, 2)).toBeUndefined();
    },
  );
});
