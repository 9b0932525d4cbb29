/** What the table of measured servers and clients says of them. Pure. */
import type {
  Client,
  Compatibility,
  PageOutcome,
  Server,
} from '../../../snippets/published/compatibility.ts';

/** Newest first: that is what most readers have. */
export function newestFirst<T>(list: readonly T[]): T[] {
  return list.toReversed();
}

/** Versions of all measured clients, newest first: the rows of the table. */
export function clientVersions({ servers }: Compatibility): string[] {
  const versions = servers.flatMap(({ clients }) => clients.map(({ version }) => version));
  return [...new Set(versions)].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

export function clientOf({ clients }: Server, version: string): Client | undefined {
  return clients.find((client) => client.version === version);
}

export function failedPages({ pages }: Client): PageOutcome[] {
  return pages.filter(({ result }) => result === 'failed');
}

/** How many pages run, in a few words. */
export function clientWords(client: Client): string {
  const failed = failedPages(client).length;
  const all = client.pages.length;
  return failed === 0 ? `all ${all}` : `${all - failed} of ${all}`;
}

/** How many blocks ran; undefined for a measurement from before blocks were counted. */
export function blockWords({ pages }: Client): string | undefined {
  const counts = pages.flatMap(({ blocks }) => blocks ?? []);
  if (counts.length < pages.length || counts.length === 0) return undefined;
  const sum = (key: 'ran' | 'all') => counts.reduce((total, count) => total + count[key], 0);
  return `${sum('ran')} of ${sum('all')} blocks`;
}

/** The two numbers of a version that matter to readers: `3.9` for `3.9.0`. */
export function short(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
