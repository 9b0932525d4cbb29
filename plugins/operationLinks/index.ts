/**
 * Links guide pages and operation pages both ways: a guide names its operations in its front matter
 * (`operations: [createRun]`), and each of them gets a link back. A name that no OpenAPI document knows fails the build.
 */
import type { LoadContext, Plugin } from '@docusaurus/types';
import { linkPages } from './frontMatter.ts';
import { type Guides, loadGuides } from './guides.ts';
import { loadOperations } from './operations.ts';

export default function operationLinks({ siteDir, siteConfig }: LoadContext): Plugin {
  const operations = loadOperations(siteDir);
  let all: Promise<Guides> | undefined;
  const load = (): Promise<Guides> => {
    all ??= loadGuides(siteDir, new Set(operations.keys()));
    return all;
  };
  const guides = async () => (await load()).guides;
  // Set here, because Docusaurus offers a plugin no hook for it.
  const { markdown } = siteConfig;
  markdown.parseFrontMatter = linkPages(markdown.parseFrontMatter, { siteDir, operations, guides });
  return {
    name: 'operation-links',
    async loadContent() {
      all = undefined;
      const { problems } = await load();
      if (problems.length > 0) throw new Error(problems.join('\n'));
    },
    getPathsToWatch: () => ['docs/guide/**/*.{md,mdx}'],
  };
}
