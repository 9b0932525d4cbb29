/** The measurement of clients as the browser gets it. Pure. For one page: the data come along. */
import measuredJson from '../../../docs/guide/reference/compatibility.json';
import type { Client, Compatibility, PageOutcome } from '../../../snippets/published/compatibility.ts';

/**
 * The last measurement. TypeScript reads every word of a JSON file as `string`, so it has to be told what the schema
 * knows; the schema itself needs zod and stays out of the browser. The test beside holds the file to it.
 */
export const measured = measuredJson as Compatibility;

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
