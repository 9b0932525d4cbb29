/** Reads which operations the guide pages name, and says what is wrong with a name. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import leven from 'leven';
import { parse } from 'yaml';
import * as z from 'zod';
import type { GuideLink } from '../../src/lib/reference/links.ts';

/** Folder of the guide pages, from the top of the checkout; the site serves it below `/docs`. */
const GUIDES = 'docs/guide';

const idsSchema = z.array(z.string()).default([]);
const frontMatterSchema = z.object({ title: z.string().default(''), operations: z.unknown().optional() });

/** A guide page with the operationIds that it names. */
export interface Guide extends GuideLink {
  operations: string[];
}

export interface Guides {
  guides: readonly Guide[];
  problems: readonly string[];
}

/**
 * All guide pages, in the order of their paths, and a line for everything that is wrong with an `operations`: page, line,
 * the wrong operationId and the nearest right one.
 */
export async function loadGuides(siteDir: string, known: ReadonlySet<string>): Promise<Guides> {
  const guides: Guide[] = [];
  const problems: string[] = [];
  for (const file of globSync(`${GUIDES}/**/*.{md,mdx}`, { cwd: siteDir }).sort()) {
    const text = await readFile(path.join(siteDir, file), 'utf8');
    const { title, operations } = frontMatterSchema.parse(parse(frontMatterOf(text)) ?? {});
    const ids = readOperations(operations);
    problems.push(...checkOperations(ids, known, { file, text }));
    guides.push({ title, to: guidePage(file), operations: ids ?? [] });
  }
  return { guides, problems };
}

/** The operationIds that no guide page names, in their order. */
export function unmentioned(operationIds: Iterable<string>, guides: readonly Guide[]): string[] {
  const mentioned = new Set(guides.flatMap(({ operations }) => operations));
  return [...operationIds].filter((id) => !mentioned.has(id));
}

/** The operationIds that a page names; undefined when `operations` is something else. */
export function readOperations(value: unknown): string[] | undefined {
  return idsSchema.safeParse(value).data;
}

/** A page's path in the checkout, and its text. */
interface Source {
  file: string;
  text: string;
}

function checkOperations(
  ids: readonly string[] | undefined,
  known: ReadonlySet<string>,
  source: Source,
): string[] {
  if (ids === undefined)
    return [`${placeOf('operations', source)}: "operations" must be a list of operationIds.`];
  return ids.flatMap((id, index) => {
    const place = placeOf(id, source);
    if (!known.has(id)) {
      return [
        `${place}: no operation is called "${id}". Did you mean "${nearest(id, known)}"? openapi/*.yaml list all.`,
      ];
    }
    return ids.indexOf(id) === index ? [] : [`${place}: "operations" names "${id}" twice.`];
  });
}

/** The name that is fewest edits away, whatever its case. */
function nearest(name: string, known: ReadonlySet<string>): string {
  const distance = (other: string): number => leven(name.toLowerCase(), other.toLowerCase());
  return [...known].reduce((best, other) => (distance(other) < distance(best) ? other : best));
}

/** `file:line` of the first line of the front matter that holds the word. */
function placeOf(word: string, { file, text }: Source): string {
  const line = frontMatterOf(text)
    .split('\n')
    .findIndex((one) => one.includes(word));
  // The front matter starts on the second line of its file.
  return `${file}:${line === -1 ? 1 : line + 2}`;
}

/** What stands between the first two lines of `---`. */
function frontMatterOf(text: string): string {
  return /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? '';
}

/** Path at which the site serves a guide page. */
function guidePage(file: string): string {
  const id = path.posix.relative(GUIDES, file).replace(/\.mdx?$/, '');
  return `/docs/${id}/`.replace(/\/index\/$/, '/');
}
