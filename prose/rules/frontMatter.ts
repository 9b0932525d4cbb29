/** A page of the guide has a title, and a description that search engines and link previews show. */
import type { Root } from 'mdast';
import { parse } from 'yaml';
import * as z from 'zod';
import type { ProseProblem } from '../problem.ts';

const frontMatter = z.object({
  title: z.string().max(60),
  description: z
    .string()
    .min(30, 'is too short to tell the page from others')
    .max(180, 'is cut off in search results after about 180 characters')
    .regex(/^\p{Lu}/u, 'starts with a capital')
    .regex(/\.$/, 'ends with a full stop'),
});

/** Checks the front matter of a page. Other fields are Docusaurus’s to check. */
export function checkFrontMatter(tree: Root): ProseProblem[] {
  const [first] = tree.children;
  const source = first?.type === 'yaml' ? first.value : '';
  const parsed = frontMatter.safeParse(parse(source) ?? {});
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => ({
    rule: 'front-matter',
    message: `\`${path.join('.')}\` ${message}`,
    line: 1,
    column: 1,
  }));
}
