/**
 * Publishes `<hokusai-mlflow-status>` at its stable and its versioned address, and puts it at the head of every page: it
 * runs before React does.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { type ElementFile, MANIFEST_PATH, STABLE_PATH, type StatusElement } from './files.ts';
import { buildInThread } from './thread.ts';

export default async function statusElement({
  siteDir,
  siteConfig,
  generatedFilesDir,
}: LoadContext): Promise<Plugin<StatusElement>> {
  // A static directory of its own, which both the build and the development server serve.
  const folder = path.join(generatedFilesDir, 'status-element');
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, folder];
  return {
    name: 'status-element',
    async loadContent() {
      const built = await buildInThread(siteDir);
      for (const [where, text] of filesOf(built)) {
        const file = path.join(folder, where);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }
      return built;
    },
    contentLoaded: async ({ content: { element, panel }, actions }) => {
      const published = ({ path: where, integrity }: ElementFile) => ({ path: where, integrity });
      actions.setGlobalData({ element: published(element), panel: published(panel) });
    },
    injectHtmlTags: ({ content: { element } }) => ({
      headTags: [{ tagName: 'script', attributes: { src: element.path, defer: true } }],
    }),
    getPathsToWatch: () => ['status/**/*.ts'],
  };
}

function filesOf({ element, panel }: StatusElement): [where: string, text: string][] {
  const facts = ({ path: where, integrity, text }: StatusElement['element']) => ({
    path: where,
    integrity,
    bytes: Buffer.byteLength(text),
  });
  const manifest = { stable: STABLE_PATH, element: facts(element), panel: facts(panel) };
  return [
    [STABLE_PATH, element.text],
    [element.path, element.text],
    [panel.path, panel.text],
    [MANIFEST_PATH, `${JSON.stringify(manifest, null, 2)}\n`],
  ];
}
