/**
 * Remark plugin: writes the HTML of each code block when the site is built. The browser then highlights nothing, and what
 * the reader's settings have changed in a block is nothing that React compares.
 */
import type { Code, Parent, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMeta } from '../../snippets/marking/meta.ts';
import { blockHtml } from './block.ts';

export function codeBlocks() {
  return (tree: Root): void => {
    visit(tree, 'code', (node, index, parent: Parent | undefined) => {
      if (parent !== undefined && index !== undefined) parent.children[index] = element(node);
    });
  };
}

/** `src/components/CodeBlock`, with the code as HTML. */
function element({ lang, meta, value, data }: Code): Root['children'][number] {
  const language = lang ?? 'text';
  const parsed = parseMeta(meta);
  const { title, output = undefined } = parsed.ok ? parsed.meta : {};
  const id = data?.hProperties?.id;
  const attributes = {
    id: typeof id === 'string' ? id : undefined,
    language,
    title,
    output: output === undefined ? undefined : 'true',
    html: blockHtml(value, language),
  };
  return {
    type: 'mdxJsxFlowElement',
    name: 'CodeBlock',
    attributes: Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ type: 'mdxJsxAttribute', name, value })),
    children: [],
  };
}
