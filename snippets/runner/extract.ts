/** Finds the fenced blocks of a page: parses MDX as Docusaurus does, and keeps the lines of the source. */
import { admonitionTitleToDirectiveLabel, escapeMarkdownHeadingIds } from '@docusaurus/utils';
import type { Code, Nodes } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { VFileMessage } from 'vfile-message';
import { blockAnchor } from '../marking/identity.ts';
import { type Meta, parseMeta } from '../marking/meta.ts';
import type { Problem } from './errors.ts';

/** One fenced block of a page. */
export interface Block {
  /** Path of the page from the project's root. */
  page: string;
  /** Line of the opening fence in the page, counted from 1. Line n of the code is line `line + n` of the page. */
  line: number;
  /** The word after the opening fence; empty when there is none. */
  language: string;
  meta: Meta;
  /** The meta as it is written. */
  metaText: string;
  /** Id of the block on its page. */
  anchor: string;
  code: string;
  /** Where the code comes from a file: for each line of it the line of that file, counted from 1. */
  fileLines?: number[];
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
 * @returns the blocks whose meta can be read, and a problem for everything else
 */
export function extractBlocks(page: string, source: string): Extracted {
  const blocks: Block[] = [];
  const problems: Problem[] = [];
  let fences = 0;
  const tree = parse(source);
  if (tree instanceof VFileMessage) {
    problems.push({ page, line: tree.line ?? 1, message: `The page is not valid MDX: ${tree.reason}` });
    return { blocks, problems };
  }
  visit(tree, (node) => {
    if (node.type === 'code') {
      fences += 1;
      const block = toBlock(page, node, blockAnchor(fences));
      if ('message' in block) problems.push(block);
      else blocks.push(block);
    } else if (isCodeBlockComponent(node)) {
      problems.push({
        page,
        line: startLine(node),
        message: '`<CodeBlock>` hides its code from the runner. Use a fenced block.',
      });
    }
  });
  return { blocks, problems };
}

function isCodeBlockComponent(node: Nodes): boolean {
  return (
    (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && node.name === 'CodeBlock'
  );
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

function toBlock(page: string, node: Code, anchor: string): Block | Problem {
  const line = startLine(node);
  const parsed = parseMeta(node.meta);
  if (!parsed.ok) return { page, line, message: parsed.message };
  const { lang, meta, value } = node;
  return { page, line, language: lang ?? '', meta: parsed.meta, metaText: meta ?? '', anchor, code: value };
}

function startLine(node: Nodes): number {
  return node.position?.start.line ?? 1;
}
