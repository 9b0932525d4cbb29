/** Puts the reader's settings on every page: `src/lib/settings/`, before React and without it. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { inThread } from '../bundle/thread.ts';
import type { SettingsScript } from './build.ts';

export default async function settingsPlugin({
  siteDir,
  siteConfig,
  generatedFilesDir,
}: LoadContext): Promise<Plugin<SettingsScript>> {
  // A static directory of its own, which both the build and the development server serve.
  const folder = path.join(generatedFilesDir, 'settings');
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, folder];
  return {
    name: 'settings',
    async loadContent() {
      const built = await inThread<SettingsScript>(new URL('./worker.ts', import.meta.url), siteDir);
      for (const { path: where, text } of [built.script, ...built.files]) {
        const file = path.join(folder, where);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      return built;
    },
    // After the head, whose tag names the registry, and before all code: nothing is painted and then changed.
    injectHtmlTags: ({ content: { script } }) => ({
      preBodyTags: [{ tagName: 'script', attributes: { src: script.path } }],
    }),
    getPathsToWatch: () => ['src/lib/settings/**/*.ts', 'src/lib/connection/**/*.ts'],
  };
}
