/**
 * Marks the fenced blocks of a parsed page: the place, meta, code and fingerprint of each. The site's build and the
 * snippet runner both take blocks from here, so that what is tested is what readers copy. Pure.
 */
import type { Code, Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { type ReadProjectFile, readExample } from './exampleFile.ts';
import { blockAnchor, blockIdentity } from './identity.ts';
import { type Meta, parseMeta } from './meta.ts';

/** One fenced block of a page. */
export interface MarkedBlock {
  /** Line of the opening fence in the page, counted from 1. Line n of the code is line `line + n` of the page. */
  line: number;
  /** The word after the opening fence; empty when there is none. */
  language: string;
  meta: Meta;
  /** Id of the block on its page. */
  anchor: string;
  /** Fingerprint of what readers see. */
  identity: string;
  /** The code as readers see it: for a block that shows a file, that file. */
  code: string;
  /** Where the code comes from a file: for each line of it the line of that file, counted from 1. */
  fileLines?: number[];
}

/** Something that the author of the page must mend. */
interface MarkingProblem {
  line: number;
  message: string;
}

export interface MarkedPage {
  /** In order, each with its node of the page. */
  marks: { node: Code; block: MarkedBlock }[];
  problems: MarkingProblem[];
}

/**
 * Marks all blocks of a page. A block with an unreadable meta is left out, but keeps its number.
 *
 * @param tree the page as Docusaurus parses it, before any plugin changed it
 * @param read how to read the files that blocks show
 */
export function markBlocks(tree: Nodes, read: ReadProjectFile): MarkedPage {
  const marks: MarkedPage['marks'] = [];
  const problems: MarkingProblem[] = [];
  let fences = 0;
  visit(tree, (node) => {
    const line = node.position?.start.line ?? 1;
    if (isCodeBlockComponent(node)) {
      const message = '`<CodeBlock>` hides its code from the runner. Use a fenced block.';
      problems.push({ line, message });
    }
    if (node.type !== 'code') return;
    fences += 1;
    const parsed = parseMeta(node.meta);
    if (!parsed.ok) {
      problems.push({ line, message: parsed.message });
      return;
    }
    const shown = shownIn(node, parsed.meta, read);
    if (shown.problem !== undefined) problems.push({ line, message: shown.problem });
    const language = node.lang ?? '';
    const identity = blockIdentity({ language, meta: node.meta ?? '', code: shown.code });
    const place = { line, language, meta: parsed.meta, anchor: blockAnchor(fences), identity };
    const { code, lines } = shown;
    marks.push({ node, block: { ...place, code, ...(lines === undefined ? {} : { fileLines: lines }) } });
  });
  return { marks, problems };
}

interface Shown {
  code: string;
  lines?: number[];
  problem?: string;
}

/** What readers see in a block; its own text when the file that it names can't be shown. */
function shownIn({ value }: Code, meta: Meta, read: ReadProjectFile): Shown {
  const { file } = meta;
  if (file === undefined) return { code: value };
  const example = readExample({ ...meta, file }, value, read);
  return example.ok ? example : { code: value, problem: example.message };
}

function isCodeBlockComponent(node: Nodes): boolean {
  return (
    (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') && node.name === 'CodeBlock'
  );
}
