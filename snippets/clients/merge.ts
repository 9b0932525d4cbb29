/** Puts new measurements into the file of older ones. Pure. */
import type { Client, Compatibility, Server } from '../published/compatibility.ts';

/** Order of versions: 3.9.0 before 3.12.0. */
export function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Replaces the clients that were measured with one server, and keeps all others. Oldest first. */
export function merge(older: Compatibility | undefined, fresh: Server): Compatibility {
  const known = older?.servers ?? [];
  const clients = clientsOf(older, fresh.version);
  const server = { version: fresh.version, clients: replace<Client>(clients, fresh.clients) };
  return { servers: replace<Server>(known, [server]) };
}

/** Puts pages that were measured alone among the others of the same client and server. */
export function withOtherPages(older: Compatibility | undefined, server: string, fresh: Client): Client {
  const known = clientsOf(older, server).find(({ version }) => version === fresh.version)?.pages ?? [];
  const renewed = new Set(fresh.pages.map(({ page }) => page));
  const pages = [...known.filter(({ page }) => !renewed.has(page)), ...fresh.pages];
  return { ...fresh, pages: pages.sort((a, b) => a.page.localeCompare(b.page, 'en')) };
}

function clientsOf(measured: Compatibility | undefined, server: string): Client[] {
  return measured?.servers.find(({ version }) => version === server)?.clients ?? [];
}

function replace<T extends { version: string }>(older: readonly T[], fresh: readonly T[]): T[] {
  const renewed = new Set(fresh.map(({ version }) => version));
  const kept = older.filter(({ version }) => !renewed.has(version));
  return [...kept, ...fresh].sort((a, b) => byVersion(a.version, b.version));
}
