/** Announced maintenance: which windows are open or still to come, by the wall clock. */
import type { Maintenance } from './contract.ts';

/** A window as the operator announced it. */
export interface MaintenanceWindow {
  readonly start: Date;
  /** The first moment after it. */
  readonly end: Date;
  /** A sentence for everyone who asks. */
  readonly message: string;
}

/** Windows by their start; those that have ended are gone. */
export type Announced = readonly Maintenance[];

export interface MaintenanceCalendar {
  /** What to tell now. The same list as before while nothing has begun or ended. */
  announced(): Announced;
  /** Whether any moment from `fromMs` up to but not including `toMs` is in a window. Milliseconds since 1970. */
  touches(fromMs: number, toMs: number): boolean;
}

const NOTHING: Announced = [];

/**
 * Makes a calendar.
 * @param now milliseconds since 1970
 */
export function createCalendar(
  windows: readonly MaintenanceWindow[],
  now: () => number = Date.now,
): MaintenanceCalendar {
  // Asked with every request, so it costs nothing where nothing was announced.
  if (windows.length === 0) return { announced: () => NOTHING, touches: () => false };
  const byStart = windows.toSorted((left, right) => left.start.getTime() - right.start.getTime());
  const edges = windows.flatMap(({ start, end }) => [start.getTime(), end.getTime()]);
  let list = NOTHING;
  /** When the list was made, and when it stops being true: somebody may set the clock back. */
  let from = 0;
  let until = 0;
  return {
    announced() {
      const at = now();
      if (at < from || at >= until) {
        list = byStart.filter(({ end }) => end.getTime() > at).map((window) => told(window, at));
        from = at;
        until = Math.min(...edges.filter((edge) => edge > at));
      }
      return list;
    },
    touches: (fromMs, toMs) =>
      windows.some(({ start, end }) => start.getTime() < toMs && end.getTime() > fromMs),
  };
}

function told({ start, end, message }: MaintenanceWindow, at: number): Maintenance {
  return {
    status: start.getTime() <= at ? 'in_progress' : 'scheduled',
    start: start.toISOString(),
    end: end.toISOString(),
    message,
  };
}

/** Whether a window is open. */
export function isOpen(announced: Announced): boolean {
  return announced.some(({ status }) => status === 'in_progress');
}
