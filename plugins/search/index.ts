/**
 * The site's search. Puts its dialog, closed, into the HTML of every page; builds the part that `src/first/` loads when it is
 * opened; and after the build writes the index below `/search/`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { DIALOG_HTML } from '../../src/lib/search/box/dialog.ts';
import { INDEX_FOLDER } from '../../src/lib/search/pageText.ts';
import { inThread } from '../bundle/thread.ts';
import { readReference } from '../reference/reading.ts';
import type { BoxFile, Wanted } from './box.ts';
import type { SiteFile } from './indexPages.ts';
import { readPages } from './pages.ts';
import type { Operation } from './words.ts';

export default function search({ siteDir, siteConfig, generatedFilesDir }: LoadContext): Plugin<BoxFile> {
  // A static directory of its own, which both the build and the development server serve.
  const statics = path.join(generatedFilesDir, 'search-box');
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, statics];
  return {
    name: 'search',
    async loadContent() {
      const wanted: Wanted = { root: siteDir, mode: process.env.NODE_ENV ?? 'production' };
      const box = await inThread<BoxFile>(new URL('./boxWorker.ts', import.meta.url), wanted);
      // Names change with the content: what an earlier build left would be published too.
      await rm(statics, { recursive: true, force: true });
      await writeInto(statics, box.path, box.text);
      return box;
    },
    contentLoaded: async ({ content: box, actions }) => actions.setGlobalData({ box: box.path }),
    injectHtmlTags: () => ({ preBodyTags: [DIALOG_HTML] }),
    async postBuild({ outDir }) {
      const input = { pages: readPages(outDir), operations: operationsByPage(siteDir) };
      const files = await inThread<SiteFile[]>(new URL('./worker.ts', import.meta.url), input);
      await rm(path.join(outDir, INDEX_FOLDER), { recursive: true, force: true });
      for (const { path: file, text } of files) await writeInto(outDir, file, text);
    },
    getPathsToWatch: () => ['src/lib/search/**/*.{ts,css}'],
  };
}

async function writeInto(folder: string, file: string, text: string): Promise<void> {
  const target = path.join(folder, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
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
