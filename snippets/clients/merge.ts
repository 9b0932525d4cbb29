/** Puts new measurements into the file of older ones. Pure. */
import type { Compatibility } from '../published/compatibility.ts';

/** Order of versions: 3.9.0 before 3.12.0. */
export function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * Replaces the clients that were measured and keeps the others, oldest first. Clients of another server or another day
 * are left out: the file says one of each for all of them.
 */
export function merge(older: Compatibility | undefined, fresh: Compatibility): Compatibility {
  const same = older?.server === fresh.server && older.measuredOn === fresh.measuredOn;
  const renewed = new Set(fresh.clients.map(({ version }) => version));
  const kept = same ? older.clients.filter(({ version }) => !renewed.has(version)) : [];
  const clients = [...kept, ...fresh.clients].sort((a, b) => byVersion(a.version, b.version));
  return { ...fresh, clients };
}
