/** Reads the blocks of a page: parses MDX as Docusaurus does, keeps the lines of the source, and marks the blocks. */
import { admonitionTitleToDirectiveLabel, escapeMarkdownHeadingIds } from '@docusaurus/utils';
import type { Nodes } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFileMessage } from 'vfile-message';
import type { ReadProjectFile } from '../marking/exampleFile.ts';
import { type MarkedBlock, markBlocks } from '../marking/mark.ts';
import type { Problem } from './errors.ts';

/** One fenced block of a page. */
export interface Block extends MarkedBlock {
  /** Path of the page from the project's root. */
  page: string;
}

export interface Extracted {
  blocks: Block[];
  problems: Problem[];
}

const ADMONITIONS = [
  'note',
  'tip',
  'info',
  'warning',
  'danger',
  'caution',
  'secondary',
  'important',
  'success',
];

const parser = unified().use(remarkParse).use(remarkFrontmatter).use(remarkMdx).use(remarkDirective);

/**
 * Extracts the fenced blocks of one page, in order.
 *
 * @param page path of the page from the project's root, used in messages
 * @param source the page's MDX
 * @param read how to read the files that blocks show
 * @returns the blocks whose meta can be read, and a problem for everything else
 */
export function extractBlocks(page: string, source: string, read: ReadProjectFile): Extracted {
  const tree = parse(source);
  if (tree instanceof VFileMessage) {
    const message = `The page is not valid MDX: ${tree.reason}`;
    return { blocks: [], problems: [{ page, line: tree.line ?? 1, message }] };
  }
  const { marks, problems } = markBlocks(tree, read);
  return {
    blocks: marks.map(({ block }) => ({ page, ...block })),
    problems: problems.map((problem) => ({ page, ...problem })),
  };
}

/** Line counts stay as they are: both preprocessing steps of Docusaurus only change text within a line. */
function parse(source: string): Nodes | VFileMessage {
  const prepared = admonitionTitleToDirectiveLabel(escapeMarkdownHeadingIds(source), ADMONITIONS);
  try {
    return parser.parse(prepared);
  } catch (error) {
    if (error instanceof VFileMessage) return error;
    throw error;
  }
}
