/** Reads the page about errors: which section quotes which text. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';
import { projectFiles } from '../../snippets/marking/projectFiles.ts';
import { extractBlocks } from '../../snippets/runner/extract.ts';

export const PAGE = 'docs/guide/errors.mdx';

/** Captions of the blocks that hold quotations. */
const PRINTED = 'The client prints';
const ANSWERED = 'The endpoint answers';

export interface Section {
  anchor: string;
  heading: string;
  /** Last lines of the traceback. */
  printed?: string;
  /** Body of the answer. */
  answered?: { language: string; body: string };
}

/** The page's text and its sections that have an anchor of their own. */
export async function readPage(): Promise<{ source: string; sections: Section[] }> {
  const source = await readFile(path.join(ROOT, PAGE), 'utf8');
  const { blocks } = extractBlocks(PAGE, source, projectFiles(ROOT));
  const headings = source.split('\n').flatMap((text, index) => {
    const [, heading, anchor] = /^### (.*?) \{\/\* #(\S+) \*\/\}$/.exec(text) ?? [];
    return heading && anchor ? [{ line: index + 1, heading, anchor }] : [];
  });
  const sections = headings.map(({ line, heading, anchor }, index) => {
    const end = headings[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    const titled = (title: string) =>
      blocks.find((block) => block.meta.title === title && block.line > line && block.line < end);
    const printed = titled(PRINTED)?.code;
    const answer = titled(ANSWERED);
    return {
      anchor,
      heading,
      ...(printed !== undefined && { printed }),
      ...(answer !== undefined && { answered: { language: answer.language, body: answer.code } }),
    };
  });
  return { source, sections };
}
