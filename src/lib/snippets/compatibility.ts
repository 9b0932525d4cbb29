/** What the table of measured clients says of them. Pure. */
import type { Client, Compatibility, PageOutcome } from '../../../snippets/published/compatibility.ts';

/** Newest first: that is what most readers have. */
export function newestFirst({ clients }: Compatibility): Client[] {
  return clients.toReversed();
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
