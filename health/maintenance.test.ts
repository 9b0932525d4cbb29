import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCalendar, isOpen } from './maintenance.ts';

const START = Date.parse('2026-12-05T22:00:00Z');
const END = Date.parse('2026-12-05T23:00:00Z');
const upgrade = { start: new Date(START), end: new Date(END), message: 'Database upgrade.' };
const move = { start: new Date(END + 5000), end: new Date(END + 9000), message: 'Storage move.' };

function calendarAt(at: number) {
  const clock = { at };
  return { clock, calendar: createCalendar([move, upgrade], () => clock.at) };
}

describe('the calendar', () => {
  it('announces ahead, opens and ends by itself', () => {
    const { clock, calendar } = calendarAt(START - 1);
    const seen = () => calendar.announced().map(({ message, status }) => `${message} ${status}`);
    expect(seen()).toEqual(['Database upgrade. scheduled', 'Storage move. scheduled']);
    expect(isOpen(calendar.announced())).toBe(false);
    clock.at = START;
    expect(seen()).toEqual(['Database upgrade. in_progress', 'Storage move. scheduled']);
    expect(isOpen(calendar.announced())).toBe(true);
    clock.at = END;
    expect(seen()).toEqual(['Storage move. scheduled']);
    clock.at = move.end.getTime();
    expect(seen()).toEqual([]);
  });

  it('gives the same list until something begins or ends, so that pages need not be made again', () => {
    const { clock, calendar } = calendarAt(START);
    const before = calendar.announced();
    clock.at = END - 1;
    expect(calendar.announced()).toBe(before);
    clock.at = END;
    expect(calendar.announced()).not.toBe(before);
  });

  it('says the same as a new calendar, however the clock is set', () => {
    const times = fc.array(fc.integer({ min: START - 10_000, max: END + 20_000 }), { minLength: 1 });
    fc.assert(
      fc.property(times, (sequence) => {
        const { clock, calendar } = calendarAt(0);
        for (const at of sequence) {
          clock.at = at;
          expect(calendar.announced()).toEqual(calendarAt(at).calendar.announced());
        }
      }),
    );
  });

  it('has nothing to say without windows', () => {
    expect(createCalendar([]).announced()).toEqual([]);
  });

  it('knows the minutes that it touches', () => {
    const { calendar } = calendarAt(0);
    expect(calendar.touches(START - 60_000, START)).toBe(false);
    expect(calendar.touches(START - 60_000, START + 1)).toBe(true);
    expect(calendar.touches(END - 1, END + 60_000)).toBe(true);
    expect(calendar.touches(END, END + 4000)).toBe(false);
  });
});
