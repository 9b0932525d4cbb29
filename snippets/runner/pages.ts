/** Finds the pages whose blocks are run: the guide's, the chapters of the API reference, and the README. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { SnippetError } from './errors.ts';

/** Where the pages with snippets are, from the project's root. */
const GUIDE = 'docs/guide';

/** Where the chapters of the API reference are. The folders below are generated; their samples have tests of their own. */
const CHAPTERS = 'docs/api';

/** The page that readers of the repository meet first. */
const README = 'README.md';

/** Whether the site's report of what ran speaks of a page: of the guide's alone, whose blocks show it. */
export function isPublished(page: string): boolean {
  return page.startsWith(`${GUIDE}/`);
}

/** Every page whose blocks are run, as paths from the project's root. */
export async function allPages(projectRoot: string): Promise<string[]> {
  const chapters = (await readdir(path.join(projectRoot, CHAPTERS)))
    .filter((name) => name.endsWith('.mdx'))
    .map((name) => path.posix.join(CHAPTERS, name))
    .sort();
  return [...(await findPages(projectRoot)), ...chapters, README];
}

/** The id that the docs plugin gives to a page: its path in the guide without the extension, `tracking/runs`. */
export function pageId(page: string): string {
  return page.replace(`${GUIDE}/`, '').replace(/\.mdx?$/, '');
}

/**
 * All pages of a folder, sorted. Partials (`_name.mdx`) count too: their blocks are copied by readers as well.
 *
 * @param projectRoot the project's root
 * @param folder folder below the root
 * @returns paths from the root, with `/` between their parts
 * @throws SnippetError NO_PAGES when there is none: a run that finds nothing must not pass
 */
export async function findPages(projectRoot: string, folder = GUIDE): Promise<string[]> {
  const entries = await readdir(path.join(projectRoot, folder), { recursive: true }).catch(() => []);
  const pages = entries
    .filter((name) => /\.mdx?$/.test(name))
    .map((name) => path.posix.join(folder, ...name.split(path.sep)))
    .sort();
  if (pages.length === 0) {
    throw new SnippetError(
      'NO_PAGES',
      `There is no page below ${folder}/.`,
      'Run this from the project’s own checkout.',
    );
  }
  return pages;
}

/**
 * The pages that the words of a command line name: a path, or any part of one.
 *
 * @throws SnippetError NO_PAGES when a word names no page
 */
export function selectPages(pages: string[], words: string[]): string[] {
  if (words.length === 0) return pages;
  const chosen = new Set(
    words.flatMap((word) => {
      const wanted = word.replace(/^\.\//, '');
      const found = pages.filter((page) => page.includes(wanted));
      if (found.length > 0) return found;
      throw new SnippetError(
        'NO_PAGES',
        `No page has \`${word}\` in its path.`,
        'List the pages with --list.',
      );
    }),
  );
  return pages.filter((page) => chosen.has(page));
}
