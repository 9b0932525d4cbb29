/** What the index keeps of each page to be shown: one file for each, loaded with the results that it is among. */

/** A part of a page, from a heading up to the next. */
export interface SectionText {
  /** Of the heading; undefined for the start of the page. */
  id: string | undefined;
  title: string;
  text: string;
}

export interface PageText {
  /** Path in the site. */
  url: string;
  title: string;
  /** What the page says of itself to search engines. */
  description: string;
  /** Method and path, when it shows an operation. */
  endpoint: string | undefined;
  parts: readonly SectionText[];
}

/** Whether a file is one of these. */
export function isPageText(file: unknown): file is PageText {
  return typeof file === 'object' && file !== null && 'parts' in file && Array.isArray(file.parts);
}

/** Where the index is in the built site. */
export const INDEX_FOLDER = '/search';

/** File of the whole index but for what is shown of pages. */
export const INDEX_FILE = `${INDEX_FOLDER}/index.json`;

/** File of what is shown of a page. */
export function pageFile(url: string): string {
  return `${INDEX_FOLDER}/pages${url}text.json`;
}
