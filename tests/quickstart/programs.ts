/** The quickstart's own programs, and its text. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { extractBlocks } from '../../snippets/runner/extract.ts';

export const PAGE = 'docs/guide/quickstart.mdx';

/** @returns the page's source, and its programs by the name under which it tells readers to save them */
export async function readPrograms(): Promise<{ source: string; programs: Record<string, string> }> {
  const source = await readFile(path.join(ROOT, PAGE), 'utf8');
  const { blocks } = extractBlocks(PAGE, source, projectFiles(ROOT));
  const titled = blocks.flatMap(({ meta, code }) =>
    meta.title === undefined ? [] : [[meta.title, code] as const],
  );
  return { source, programs: Object.fromEntries(titled) };
}
