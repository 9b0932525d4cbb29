import type { Root } from 'mdast';
import { expect, it } from 'vitest';
import { codeBlocks } from './remark.ts';

it('writes the HTML of each block, with what its fence says', () => {
  const tree: Root = {
    type: 'root',
    children: [
      {
        type: 'code',
        lang: 'bash',
        meta: 'title="set-up.sh"',
        value: 'export A=b',
        data: { hProperties: { id: 'code-1' } },
      },
      { type: 'blockquote', children: [{ type: 'code', lang: 'text', meta: 'output', value: '<b>' }] },
    ],
  };
  codeBlocks()(tree);
  const [first, quote] = tree.children;
  const second = quote && 'children' in quote ? quote.children[0] : undefined;
  const attributes = [first, second].map((node) =>
    node?.type === 'mdxJsxFlowElement'
      ? Object.fromEntries(node.attributes.map((each) => ('name' in each ? [each.name, each.value] : [])))
      : undefined,
  );
  expect(attributes).toEqual([
    { id: 'code-1', language: 'bash', title: 'set-up.sh', html: expect.stringContaining('data-shell="cmd"') },
    { language: 'text', output: 'true', html: '<code>&lt;b&gt;</code>' },
  ]);
});
