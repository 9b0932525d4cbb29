/** Where the report page is, and where on it each page of the guide. Pure. */

export const REPORT_PATH = '/docs/reference/snippets/';

/** @param page path of a page in the guide, such as `tracking/runs` */
export function reportAnchor(page: string): string {
  return `page-${page.replaceAll('/', '-')}`;
}
