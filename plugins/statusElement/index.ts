/**
 * Publishes `<hokusai-mlflow-status>` at its stable and its versioned address, and puts it at the head of every page: it
 * runs before React does.
 */
import type { LoadContext, Plugin } from '@docusaurus/types';
import { type PublishedFile, staticsOf } from '../bundle/publish.ts';
import { inThread } from '../bundle/thread.ts';
import { type ElementFile, MANIFEST_PATH, STABLE_PATH, type StatusElement } from './files.ts';

export default async function statusElement(context: LoadContext): Promise<Plugin<StatusElement>> {
  const publish = staticsOf(context, 'status-element');
  return {
    name: 'status-element',
    async loadContent() {
      const built = await inThread<StatusElement>(new URL('./worker.ts', import.meta.url), context.siteDir);
      await publish(filesOf(built));
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

function filesOf({ element, panel }: StatusElement): PublishedFile[] {
  const facts = ({ path: where, integrity, text }: StatusElement['element']) => ({
    path: where,
    integrity,
    bytes: Buffer.byteLength(text),
  });
  const manifest = { stable: STABLE_PATH, element: facts(element), panel: facts(panel) };
  return [
    { path: STABLE_PATH, text: element.text },
    element,
    panel,
    { path: MANIFEST_PATH, text: `${JSON.stringify(manifest, null, 2)}\n` },
  ];
}
