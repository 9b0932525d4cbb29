/** A clock that nobody can set back and that no sleep stops, made of the two that a browser has. */

/**
 * Makes the clock: milliseconds from some fixed point, never backwards. `performance.now` ignores a wall clock that is
 * set, but some browsers stop it while the machine sleeps, so of each step the larger counts. A wall clock that is set
 * forward makes things look older than they are, which is the safe way to err.
 *
 * @param monotonic `performance.now`
 * @param wall `Date.now`
 * @see https://github.com/w3c/hr-time/issues/115
 */
export function createSleeplessClock(monotonic: () => number, wall: () => number): () => number {
  let [lastMonotonic, lastWall] = [monotonic(), wall()];
  let now = 0;
  return () => {
    const [nextMonotonic, nextWall] = [monotonic(), wall()];
    now += Math.max(0, nextMonotonic - lastMonotonic, nextWall - lastWall);
    [lastMonotonic, lastWall] = [nextMonotonic, nextWall];
    return now;
  };
}
