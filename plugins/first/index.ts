/** Puts the script of `src/first/` at the top of every page, and publishes the files that it loads on demand. */
import type { LoadContext, Plugin } from '@docusaurus/types';
import { staticsOf } from '../bundle/publish.ts';
import { inThread } from '../bundle/thread.ts';
import type { FirstScript, Wanted } from './build.ts';

export default async function firstScript(context: LoadContext): Promise<Plugin<FirstScript>> {
  const publish = staticsOf(context, 'first-script');
  const wanted: Wanted = { root: context.siteDir, themeKey: `theme${context.siteStorage.namespace}` };
  return {
    name: 'first-script',
    async loadContent() {
      const built = await inThread<FirstScript>(new URL('./worker.ts', import.meta.url), wanted);
      await publish(built.files);
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
