/** Notices when this process itself stood still, or its clock was set, so that neither is taken for a fault of MLflow. */
import type { Clock } from './clock.ts';

const TICK_MS = 50;

/**
 * Watches the event loop and the clock until it is stopped.
 * @returns a function that gives the longest pause so far, or the jump of the wall clock when that is longer, in
 * milliseconds; `end` stops the watch
 */
export function watchForStall(clock: Clock): { read(): number; end(): void } {
  const offset = () => clock.wall().getTime() - clock.monotonic();
  const startOffset = offset();
  let last = clock.monotonic();
  let longest = 0;
  const look = () => {
    const now = clock.monotonic();
    longest = Math.max(longest, now - last - TICK_MS);
    last = now;
  };
  const timer = setInterval(look, TICK_MS);
  return {
    read() {
      look();
      // A machine that slept has a wall clock that went on, and a monotonic one that did not.
      return Math.max(0, longest, Math.abs(offset() - startOffset));
    },
    end: () => clearInterval(timer),
  };
}
