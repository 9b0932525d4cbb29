/** From built pages to the files of the index. */
import type { IndexFile } from 'pagefind';
import { sectionOf } from '../../src/lib/search/sections.ts';
import { searchDocument } from './document.ts';
import { SearchIndexError } from './error.ts';
import { buildIndex } from './pagefind.ts';
import type { BuiltPage } from './pages.ts';
import type { Operation } from './words.ts';

export interface IndexInput {
  pages: readonly BuiltPage[];
  /** By the path of the page that shows it. */
  operations: ReadonlyMap<string, Operation>;
}

/**
 * Makes the index.
 *
 * @throws SearchIndexError when there is nothing to index, a page has no title, or Pagefind fails.
 */
export async function indexPages({ pages, operations }: IndexInput): Promise<IndexFile[]> {
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
  return buildIndex(documents);
}
