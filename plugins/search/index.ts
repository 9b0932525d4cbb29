/**
 * The index of the site's search. After the build, Pagefind reads what guide and reference pages say and writes files
 * below `/pagefind/`, of which the search dialog (`src/components/Search`) loads only those that a query needs.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from '@docusaurus/types';
import { INDEX_FOLDER } from '../../src/lib/search/engine.ts';
import { type Operation, operationsByPage } from './operations.ts';
import { readPages } from './pages.ts';
import { indexInThread } from './thread.ts';

export interface SearchOptions {
  /** Id of the docs instance that shows the API reference. */
  apiDocsInstance: string;
}

export default function search(_context: unknown, { apiDocsInstance }: SearchOptions): Plugin {
  let operations = new Map<string, Operation>();
  return {
    name: 'search',
    async allContentLoaded({ allContent }) {
      operations = operationsByPage(allContent, apiDocsInstance);
    },
    async postBuild({ outDir }) {
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
