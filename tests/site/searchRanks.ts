/** Where the wanted page stands among what the built site's search finds. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { find } from '../../src/lib/search/find.ts';
import { INDEX_FILE } from '../../src/lib/search/pageText.ts';
import { isIndexFile, readIndex } from '../../src/lib/search/searchIndex.ts';
import { sectionOf } from '../../src/lib/search/sections.ts';
import { BUILD_DIR } from '../budgets/builtSite.ts';
import { QUERIES } from './searchQueries.ts';

interface Rank {
  kind: string;
  query: string;
  wanted: string;
  /** From 1; 0 when it isn't found. */
  rank: number;
  first: string;
  /** Reports that stand above the wanted page. */
  reportsAbove: number;
}

/** Asks all queries of the index in the built site, as the search box does. */
export function rankQueries(): Rank[] {
  const file: unknown = JSON.parse(readFileSync(path.join(BUILD_DIR, INDEX_FILE), 'utf8'));
  if (!isIndexFile(file)) throw new Error(`${BUILD_DIR}${INDEX_FILE} is no index. Run npm run build.`);
  const index = readIndex(file);
  return Object.entries(QUERIES).flatMap(([kind, queries]) =>
    queries.map(([query, wanted]) => {
      const urls = find(index, query).map(({ page }) => page.url);
      const rank = urls.indexOf(wanted) + 1;
      const above = urls.slice(0, Math.max(0, rank - 1));
      const reportsAbove = above.filter((url) => sectionOf(url)?.label === 'Report').length;
      return { kind, query, wanted, rank, first: urls[0] ?? '', reportsAbove };
    }),
  );
}

/** One line for a query. */
export function rankLine({ kind, query, wanted, rank, first }: Rank): string {
  const place = rank === 0 ? '-' : String(rank);
  return `${place.padStart(2)}  ${kind}: ${query}  ${wanted}${rank === 1 ? '' : `  (first: ${first})`}`;
}
