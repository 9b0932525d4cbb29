/**
 * Publishes the report of the snippet runner beside the page that shows it, and has pages made anew when it changes: what
 * a page shows of the report (`remark.ts`) and of `examples/` is in the bundler's cache, which knows nothing of them.
 */

import { globSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { COMPATIBILITY_PATH } from '../../snippets/published/compatibility.ts';
import { PUBLISHED_PATH, parsePublished } from '../../snippets/published/report.ts';

/** Where the site has the report. */
const PUBLIC_PATH = 'docs/reference/snippets.json';

export default function snippetMarksPlugin({ siteDir }: LoadContext): Plugin {
  const report = path.join(siteDir, PUBLISHED_PATH);
  const examples = globSync('examples/**/*.*', { cwd: siteDir });
  const measured = path.join(siteDir, COMPATIBILITY_PATH);
  const shown = [report, measured, ...examples.map((file) => path.join(siteDir, file))];
  return {
    name: 'snippet-marks',
    getPathsToWatch: () => [report, measured],
    configureWebpack(config) {
      // The types are webpack's; `cache` is Rspack's own. Docusaurus merges lists, so these join its own entries.
      const experiments = { ...config.experiments, cache: { buildDependencies: shown } };
      return { experiments };
    },
    async postBuild({ outDir }) {
      const target = path.join(outDir, PUBLIC_PATH);
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, JSON.stringify(parsePublished(readFileSync(report, 'utf8'))));
    },
  };
}
