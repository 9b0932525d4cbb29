import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Code, Root } from 'mdast';
import { VFile } from 'vfile';
import { afterAll, describe, expect, it } from 'vitest';
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
mkdirSync(path.join(root, 'examples'));
writeFileSync(
  path.join(root, 'examples/train.py'),
  'import mlflow\n\n# region: train\nprint("trained")\n# endregion: train\n',
);
const fill = (tree: Root) => exampleFile({ root })(tree, new VFile({ path: 'docs/guide/page.mdx' }));

afterAll(() => rmSync(root, { recursive: true }));

describe('exampleFile', () => {
  it('shows the file that a block names, without the comments of regions', () => {
    const { tree, block } = page('title="train.py" file="examples/train.py"');
    fill(tree);
    expect(block.value).toBe('import mlflow\n\nprint("trained")');
  });

  it('shows a region of the file', () => {
    const { tree, block } = page('file="examples/train.py" region="train"');
    fill(tree);
    expect(block.value).toBe('print("trained")');
  });

  it('leaves a block without a file as it is', () => {
    const { tree, block } = page('title="profile=1"', 'x = 1');
    fill(tree);
    expect(block.value).toBe('x = 1');
  });

  it.each([
    ['file="examples/gone.py"', '', '`examples/gone.py` does not exist.'],
    ['file="train.py"', '', '`file="train.py"` must be a path below `examples/`.'],
    ['file="examples/train.py"', 'x = 1', 'must be empty: it shows the file.'],
    [
      'file="examples/train.py" region="test"',
      '',
      'examples/train.py: There is no region `test`. There are: train.',
    ],
    ['file=examples/train.py region', '', '`region` needs a value'],
  ])('names page and line for %s', (meta, value, message) => {
    const { tree } = page(meta, value);
    expect(() => fill(tree)).toThrow('docs/guide/page.mdx:7: ');
    expect(() => fill(tree)).toThrow(message);
  });
});
