/** Tells whether the wall clock can be believed, by the clock that nobody sets. A jump must not be written into history. */
import type { Clock } from '../probe/clock.ts';

/** A step of this size, in milliseconds, is a jump; less is the clock being set right. */
const JUMP_MS = 120_000;
/** Time for which a clock must run evenly after a jump, in milliseconds. */
const PROBATION_MS = 300_000;

/**
 * Makes a reader of the wall clock.
 * @returns a function that gives milliseconds since 1970, or undefined for some time after a jump
 */
export function createSteadyClock(clock: Clock): () => number | undefined {
  let offset = clock.wall().getTime() - clock.monotonic();
  let doubtedSince: number | undefined;
  return () => {
    const now = clock.monotonic();
    const wall = clock.wall().getTime();
    if (Math.abs(wall - now - offset) > JUMP_MS) doubtedSince = now;
    offset = wall - now;
    if (doubtedSince !== undefined && now - doubtedSince < PROBATION_MS) return undefined;
    doubtedSince = undefined;
    return wall;
  };
}
