/** From built pages to the files of the index. */
import { INDEX_FILE, type PageText, pageFile } from '../../src/lib/search/pageText.ts';
import { type IndexedPage, type IndexedPart, writeIndex } from '../../src/lib/search/searchIndex.ts';
import { sectionOf } from '../../src/lib/search/sections.ts';
import type { PublishedFile } from '../bundle/publish.ts';
import { type SearchDocument, searchDocument } from './document.ts';
import { SearchIndexError } from './error.ts';
import type { BuiltPage } from './pages.ts';
import type { Operation } from './words.ts';

export interface IndexInput {
  pages: readonly BuiltPage[];
  /** By the path of the page that shows it. */
  operations: ReadonlyMap<string, Operation>;
}

/**
 * Makes the index. The same pages give the same files.
 *
 * @throws SearchIndexError when there is nothing to index, or a page has no title.
 */
export function indexPages({ pages, operations }: IndexInput): PublishedFile[] {
  const documents = pages.flatMap(({ url, html }) => {
    const section = sectionOf(url);
    const document = section && searchDocument({ url, html, section, operation: operations.get(url) });
    return document ?? [];
  });
  if (documents.length === 0)
    throw new SearchIndexError(
      'no-pages',
      'Search index: the build holds no page to index.',
      'Are the sections in src/lib/search/sections.ts still where the pages are?',
    );
  return [
    { path: INDEX_FILE, text: JSON.stringify(indexOf(documents)) },
    ...documents.map((document) => ({
      path: pageFile(document.url),
      text: JSON.stringify(textOf(document)),
    })),
  ];
}

function indexOf(documents: readonly SearchDocument[]) {
  const pages: IndexedPage[] = [];
  const parts: IndexedPart[] = [];
  for (const { url, title, names, description, parts: own } of documents) {
    pages.push({ url, title, first: parts.length });
    for (const [n, { title: heading, text, code }] of own.entries()) {
      const said = n === 0 ? `${description} ${text}` : text;
      parts.push({ title, names, heading, text: said, code });
    }
  }
  return writeIndex(pages, parts);
}

function textOf({ url, title, description, endpoint, parts }: SearchDocument): PageText {
  return {
    url,
    title,
    description,
    endpoint,
    parts: parts.map(({ id, title: heading, text }) => ({ id, title: heading, text })),
  };
}
