/** The style of our prose as rules: short sentences, present tense, plain words, one spelling of each name. */
import type { Root } from 'mdast';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { VFileMessage } from 'vfile-message';
import type { ProseProblem } from './problem.ts';
import { checkFrontMatter } from './rules/frontMatter.ts';
import { checkHeadings, checkLinks } from './rules/headings.ts';
import { checkPhrases, GUIDE_PHRASES, PHRASES } from './rules/phrases.ts';
import { checkSentences } from './rules/sentences.ts';

const markdown = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm);
const mdx = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).use(remarkMdx);

/**
 * Checks one file.
 *
 * @param name its path; `.mdx` files are pages and need front matter, `.md` files are for developers
 * @param source its text
 * @returns what is wrong, in the order of the file
 */
export async function lintProse(name: string, source: string): Promise<ProseProblem[]> {
  const isPage = name.endsWith('.mdx');
  const file = new VFile({ path: name, value: source });
  const tree = parse(isPage ? mdx : markdown, file);
  if (tree instanceof VFileMessage)
    return [{ rule: 'mdx', message: tree.reason, line: tree.line ?? 1, column: tree.column ?? 1 }];
  const problems = [
    ...(isPage ? checkFrontMatter(tree) : []),
    ...checkHeadings(tree),
    ...checkLinks(tree),
    ...checkPhrases(tree, file, isForReaders(name) ? [...PHRASES, ...GUIDE_PHRASES] : PHRASES),
    ...(await checkSentences(tree, file)),
  ];
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Pages, and the README that a visitor of the repository sees first; the others are for its developers. */
function isForReaders(name: string): boolean {
  return name.endsWith('.mdx') || name === 'README.md';
}

/**
 * Parses one file, for what reads its sentences.
 *
 * @throws VFileMessage when a page isn't MDX
 */
export function parseProse(name: string, source: string): Root {
  return (name.endsWith('.mdx') ? mdx : markdown).parse(new VFile({ path: name, value: source }));
}

function parse(processor: { parse: (file: VFile) => Root }, file: VFile): Root | VFileMessage {
  try {
    return processor.parse(file);
  } catch (error) {
    if (error instanceof VFileMessage) return error;
    throw error;
  }
}
