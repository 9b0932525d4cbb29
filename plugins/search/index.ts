/**
 * The site's search. Puts its dialog, closed, into the HTML of every page; builds the part that `src/first/` loads when it is
 * opened; and after the build writes the index below `/search/`.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { DIALOG_HTML } from '../../src/lib/search/box/dialog.ts';
import { INDEX_FOLDER } from '../../src/lib/search/pageText.ts';
import { type PublishedFile, staticsOf, writeInto } from '../bundle/publish.ts';
import { inThread } from '../bundle/thread.ts';
import { readReference } from '../reference/reading.ts';
import type { Wanted } from './box.ts';
import { readPages } from './pages.ts';
import type { Operation } from './words.ts';

export default function search(context: LoadContext): Plugin<PublishedFile> {
  const { siteDir } = context;
  const publish = staticsOf(context, 'search-box');
  return {
    name: 'search',
    async loadContent() {
      const wanted: Wanted = { root: siteDir, mode: process.env.NODE_ENV ?? 'production' };
      const box = await inThread<PublishedFile>(new URL('./boxWorker.ts', import.meta.url), wanted);
      await publish([box]);
      return box;
    },
    contentLoaded: async ({ content: box, actions }) => actions.setGlobalData({ box: box.path }),
    injectHtmlTags: () => ({ preBodyTags: [DIALOG_HTML] }),
    async postBuild({ outDir }) {
      const input = { pages: readPages(outDir), operations: operationsByPage(siteDir) };
      const files = await inThread<PublishedFile[]>(new URL('./worker.ts', import.meta.url), input);
      await rm(path.join(outDir, INDEX_FOLDER), { recursive: true, force: true });
      for (const file of files) await writeInto(outDir, file);
    },
    getPathsToWatch: () => ['src/lib/search/**/*.{ts,css}'],
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
