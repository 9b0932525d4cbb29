/** Time as the service sees it. Ages are measured by a clock that nobody sets, so a jump of the wall clock harms nothing. */
export interface Clock {
  /** Milliseconds from some fixed point, never backwards. */
  monotonic(): number;
  /** The time of day, for what is written down. */
  wall(): Date;
}

export const systemClock: Clock = {
  monotonic: () => performance.now(),
  wall: () => new Date(),
};
