/** Puts the script of `src/first/` at the top of every page, and publishes the files that it loads on demand. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { inThread } from '../bundle/thread.ts';
import type { FirstScript, Wanted } from './build.ts';

export default async function firstScript({
  siteDir,
  siteConfig,
  siteStorage,
  generatedFilesDir,
}: LoadContext): Promise<Plugin<FirstScript>> {
  const folder = path.join(generatedFilesDir, 'first-script');
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, folder];
  const wanted: Wanted = { root: siteDir, themeKey: `theme${siteStorage.namespace}` };
  return {
    name: 'first-script',
    async loadContent() {
      const built = await inThread<FirstScript>(new URL('./worker.ts', import.meta.url), wanted);
      for (const { path: where, text } of built.files) {
        const file = path.join(folder, where);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      return built;
    },
    injectHtmlTags: ({ content: { text } }) => ({
      // After the head, whose tag names the registry, and before all code: nothing is painted and then changed.
      preBodyTags: [{ tagName: 'script', innerHTML: text }],
      postBodyTags: [{ tagName: 'script', innerHTML: 'document.dispatchEvent(new Event("page"))' }],
    }),
    getPathsToWatch: () => ['src/{first,lib/settings,lib/connection}/**/*.ts'],
  };
}
