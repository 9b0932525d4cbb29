/** When days begin where the reader is. */

const DAY_MS = 86_400_000;
/** A date as `Intl` writes it with a zone's distance to UTC: `11/23/2026, GMT`, `11/23/2026, GMT+05:30`. */
const OFFSET = /GMT([+-])(\d\d):(\d\d)/;

/** The local time of a moment minus its UTC time, in milliseconds. */
type Offset = (time: number) => number;

/**
 * The starts of a zone's last days, oldest first, with the end of the one that is running. A day on which clocks change is
 * shorter or longer than others.
 *
 * @param zone name of the IANA time zone database: `Europe/Berlin`
 * @param now milliseconds since 1970
 * @returns `count + 1` times in milliseconds since 1970; undefined when no such zone is known
 */
export function localDays(zone: string, now: number, count: number): readonly number[] | undefined {
  const offset = offsetIn(zone);
  if (offset === undefined) return undefined;
  const first = Math.floor((now + offset(now)) / DAY_MS) + 1 - count;
  // Looked up once for each day, because it takes the most time.
  const offsets = Array.from({ length: count + 3 }, (_, place) => offset((first - 1 + place) * DAY_MS));
  return Array.from({ length: count + 1 }, (_, place) => {
    const [before = 0, after = 0] = [offsets[place], offsets[place + 2]];
    return startOf(first + place, before, after, offset);
  });
}

/** The first moment of a local day. Where clocks skip or repeat midnight, only one of two offsets leads into the day. */
function startOf(day: number, before: number, after: number, offset: Offset): number {
  const midnight = day * DAY_MS;
  if (before === after) return midnight - before;
  const [early, late] = [midnight - Math.max(before, after), midnight - Math.min(before, after)];
  return Math.floor((early + offset(early)) / DAY_MS) === day ? early : late;
}

function offsetIn(zone: string): Offset | undefined {
  // `Intl` also takes offsets; a name is what a browser tells.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    return (time) => {
      const [, sign, hours, minutes] = OFFSET.exec(format.format(time)) ?? [];
      if (sign === undefined) return 0;
      return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
    };
  } catch {
    return undefined;
  }
}
