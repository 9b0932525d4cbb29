/** The availability of one series over 90 days, a byte per minute, so that reading it never needs the store. */
import { FULL_SHARE, MINUTES_KEPT } from './store.ts';

const UNKNOWN = 255;

/** The availability of a stretch of time. */
export interface Stretch {
  /** 0 to 1 over the minutes that are known; undefined when none is. */
  readonly availability: number | undefined;
  /** Part of the minutes that are known, 0 to 1, of those that count. */
  readonly known: number;
}

export interface Timeline {
  /** Notes a minute. The first note counts; a minute that is too old is ignored. Says whether it was taken. */
  add(minute: number, share: number): boolean;
  has(minute: number): boolean;
  /** Looks at the minutes from `from` up to but not including `to`, as if those that `isOut` did not exist. */
  stretch(from: number, to: number, isOut?: (minute: number) => boolean): Stretch;
}

/** Makes a timeline on which nothing is known. */
export function createTimeline(): Timeline {
  const shares = new Uint8Array(MINUTES_KEPT).fill(UNKNOWN);
  let latest: number | undefined;

  /** Forgets the minutes whose places are needed next. */
  function advanceTo(minute: number): void {
    const first = Math.max((latest ?? minute) + 1, minute - MINUTES_KEPT + 1);
    for (let each = first; each <= minute; each += 1) shares[each % MINUTES_KEPT] = UNKNOWN;
    latest = minute;
  }

  function has(minute: number): boolean {
    return (
      latest !== undefined &&
      minute <= latest &&
      minute > latest - MINUTES_KEPT &&
      shares[minute % MINUTES_KEPT] !== UNKNOWN
    );
  }

  return {
    add(minute, share) {
      if (latest !== undefined && minute <= latest - MINUTES_KEPT) return false;
      if (latest === undefined || minute > latest) advanceTo(minute);
      const place = minute % MINUTES_KEPT;
      if (shares[place] !== UNKNOWN) return false;
      shares[place] = share;
      return true;
    },
    has,
    stretch(from, to, isOut = () => false) {
      let known = 0;
      let total = 0;
      let out = 0;
      for (let minute = from; minute < to; minute += 1) {
        if (isOut(minute)) {
          out += 1;
        } else if (has(minute)) {
          known += 1;
          total += shares[minute % MINUTES_KEPT] ?? 0;
        }
      }
      return {
        availability: known === 0 ? undefined : total / (known * FULL_SHARE),
        known: to - from > out ? known / (to - from - out) : 0,
      };
    },
  };
}
