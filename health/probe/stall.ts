/** Notices when this process itself stood still, so that its own pause is not taken for MLflow's. */
import type { Clock } from './clock.ts';

const TICK_MS = 50;

/**
 * Watches the event loop until it is stopped.
 * @returns a function that ends the watch and gives the longest pause seen, in milliseconds
 */
export function watchForStall(clock: Clock): () => number {
  let last = clock.monotonic();
  let longest = 0;
  const look = () => {
    const now = clock.monotonic();
    longest = Math.max(longest, now - last - TICK_MS);
    last = now;
  };
  const timer = setInterval(look, TICK_MS);
  return () => {
    clearInterval(timer);
    look();
    return Math.max(0, longest);
  };
}
