import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Code, Root } from 'mdast';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { exampleFile } from './index.ts';

function page(meta: string, value = ''): { tree: Root; block: Code } {
  const block: Code = {
    type: 'code',
    lang: 'python',
    meta,
    value,
    position: { start: { line: 7, column: 1 }, end: { line: 8, column: 4 } },
  };
  return { tree: { type: 'root', children: [block] }, block };
}

const root = mkdtempSync(path.join(tmpdir(), 'example-'));
writeFileSync(path.join(root, 'train.py'), 'print("trained")\n');
const fill = (tree: Root) => exampleFile({ root })(tree, new VFile({ path: 'docs/guide/page.mdx' }));

describe('exampleFile', () => {
  it('shows the file that a block names', () => {
    const { tree, block } = page('title="train.py" file="train.py"');
    fill(tree);
    expect(block.value).toBe('print("trained")');
  });

  it('leaves a block without a file as it is', () => {
    const { tree, block } = page('title="profile=1"', 'x = 1');
    fill(tree);
    expect(block.value).toBe('x = 1');
  });

  it('names page and line when the file is missing', () => {
    expect(() => fill(page('file="gone.py"').tree)).toThrow(
      /docs\/guide\/page\.mdx:7: cannot read .*gone\.py/,
    );
  });

  it('refuses a block that has text of its own beside the file', () => {
    expect(() => fill(page('file="train.py"', 'x = 1').tree)).toThrow(/page\.mdx:7: .*must be empty/);
  });
});
