/** Reads which operations the guide pages name, and says what is wrong with a name. */
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { GuideLink } from '../../src/lib/reference/links.ts';
import { editDistance } from '../../src/lib/routing/likeness.ts';

/** Folder of the guide pages, from the top of the checkout; the site serves it below `/docs`. */
const GUIDES = 'docs/guide';

const idsSchema = z.array(z.string()).default([]);
const frontMatterSchema = z.object({ title: z.string().default(''), operations: z.unknown().optional() });

/** A guide page with the operationIds that it names. */
export interface Guide extends GuideLink {
  operations: string[];
}

/**
 * All guide pages, in the order of their paths.
 *
 * @throws Error naming page and line of the first thing that is wrong with an `operations`.
 */
export async function loadGuides(siteDir: string, known: ReadonlySet<string>): Promise<Guide[]> {
  const guides: Guide[] = [];
  for (const file of globSync(`${GUIDES}/**/*.{md,mdx}`, { cwd: siteDir }).sort()) {
    const text = await readFile(path.join(siteDir, file), 'utf8');
    const { title, operations } = frontMatterSchema.parse(parse(frontMatterOf(text)) ?? {});
    guides.push({
      title,
      to: guidePage(file),
      operations: readOperations(operations, known, { file, text }),
    });
  }
  return guides;
}

/** A page's path in the checkout, and its text. */
export interface Source {
  file: string;
  text: string;
}

/**
 * The operationIds that a page names.
 *
 * @param value `operations` of its front matter.
 * @throws Error naming page, line, the wrong id and the nearest right one.
 */
export function readOperations(value: unknown, known: ReadonlySet<string>, source: Source): string[] {
  const parsed = idsSchema.safeParse(value);
  if (!parsed.success) {
    throw new Error(`${placeOf('operations', source)}: "operations" must be a list of operationIds.`);
  }
  for (const [index, id] of parsed.data.entries()) {
    if (!known.has(id)) {
      const hint = `Did you mean "${nearest(id, known)}"? openapi/*.yaml list all.`;
      throw new Error(`${placeOf(id, source)}: no operation has the operationId "${id}". ${hint}`);
    }
    if (parsed.data.indexOf(id) !== index) {
      throw new Error(`${placeOf(id, source)}: "operations" names "${id}" twice.`);
    }
  }
  return parsed.data;
}

/** The name that is fewest edits away, whatever its case. */
function nearest(name: string, known: ReadonlySet<string>): string {
  const distance = (other: string): number => editDistance(name.toLowerCase(), other.toLowerCase());
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
