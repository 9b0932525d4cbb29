/**
 * Links guide pages and operation pages both ways: a guide names its operations in its front matter
 * (`operations: [createRun]`), and each of them gets a link back. A name that no OpenAPI document knows fails the build.
 */
import type { LoadContext, Plugin } from '@docusaurus/types';
import { linkPages } from './frontMatter.ts';
import { type Guide, loadGuides } from './guides.ts';
import { loadOperations } from './operations.ts';

export default function operationLinks({ siteDir, siteConfig }: LoadContext): Plugin {
  const operations = loadOperations(siteDir);
  let all: Promise<readonly Guide[]> | undefined;
  const guides = (): Promise<readonly Guide[]> => {
    all ??= loadGuides(siteDir, new Set(operations.keys()));
    return all;
  };
  // Set here, because Docusaurus offers a plugin no hook for it.
  const { markdown } = siteConfig;
  markdown.parseFrontMatter = linkPages(markdown.parseFrontMatter, { siteDir, operations, guides });
  return {
    name: 'operation-links',
    async loadContent() {
      all = undefined;
    },
    getPathsToWatch: () => ['docs/guide/**/*.{md,mdx}'],
  };
}
