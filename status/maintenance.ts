/** Reads the maintenance windows that a report announces. Apart from the store, which every page loads. */
import { isObject, type SeenReport } from './guard.ts';

/** An announced window. Times in milliseconds since 1970. */
export interface SeenWindow {
  isOpen: boolean;
  start: number;
  end: number;
  message: string;
}

/** Those that are open or still to come. One that cannot be understood is left out: the rest of the report is true. */
export function windowsIn({ maintenance }: SeenReport): SeenWindow[] {
  const entries = Array.isArray(maintenance) ? maintenance : [];
  return entries.filter(isObject).flatMap(({ status, start, end, message }) => {
    const [from, to] = [Date.parse(String(start)), Date.parse(String(end))];
    return from < to && typeof message === 'string'
      ? [{ isOpen: status === 'in_progress', start: from, end: to, message }]
      : [];
  });
}
