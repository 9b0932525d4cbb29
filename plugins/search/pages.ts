/** Finds the built pages that search covers. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SECTIONS } from '../../src/lib/search/sections.ts';

export interface BuiltPage {
  /** Path in the site, with a slash at the end. */
  url: string;
  html: string;
}

/**
 * Reads all pages of the sections, sorted by path.
 *
 * At once and not in turns: Docusaurus runs the plugins' `postBuild` side by side, and one that rewrites pages must
 * not be met half way.
 */
export function readPages(outDir: string): BuiltPage[] {
  const folders = [...new Set(SECTIONS.map((section) => section.path.split('/')[1]))];
  return globSync(`{${folders.join()}}/**/index.html`, { cwd: outDir })
    .sort()
    .map((file) => ({
      url: `/${path.dirname(file).split(path.sep).join('/')}/`,
      html: readFileSync(path.join(outDir, file), 'utf8'),
    }));
}
