/**
 * The index of the site's search. After the build, Pagefind reads what guide and reference pages say and writes files
 * below `/pagefind/`, of which the search dialog (`src/components/Search`) loads only those that a query needs.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { INDEX_FOLDER } from '../../src/lib/search/engine.ts';
import { readReference } from '../reference/reading.ts';
import { readPages } from './pages.ts';
import { indexInThread } from './thread.ts';
import type { Operation } from './words.ts';

export default function search({ siteDir }: LoadContext): Plugin {
  return {
    name: 'search',
    async postBuild({ outDir }) {
      const operations = operationsByPage(siteDir);
      const files = await indexInThread({ pages: readPages(outDir), operations });
      const folder = path.join(outDir, INDEX_FOLDER);
      await rm(folder, { recursive: true, force: true });
      for (const { path: file, content } of files) {
        const target = path.join(folder, file);
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, content);
      }
    },
  };
}

/** What search needs of each operation, by the path of its page. */
function operationsByPage(siteDir: string): Map<string, Operation> {
  const { operations } = readReference(siteDir);
  return new Map(
    [...operations.values()].map(({ page, operationId, method, path: route }) => [
      page,
      { operationId, method, path: route },
    ]),
  );
}
