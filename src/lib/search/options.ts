/** Results as the list of links that the arrow keys walk through: each page, and below it its best part. */
import type { FoundHeading, FoundPage } from './engine.ts';

export interface ResultOption {
  url: string;
  page: FoundPage;
  /** The part of the page that it leads to; undefined for its start. */
  heading: FoundHeading | undefined;
}

export function optionsOf(pages: readonly FoundPage[]): ResultOption[] {
  return pages.flatMap((page) => [
    { url: page.url, page, heading: undefined },
    ...(page.heading ? [{ url: page.heading.url, page, heading: page.heading }] : []),
  ]);
}
