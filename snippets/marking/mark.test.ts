import type { Code, Root } from 'mdast';
import { describe, expect, it } from 'vitest';
import { type MarkedBlock, markBlocks } from './mark.ts';

const FILES: Record<string, string> = {
  'examples/train.py': 'import mlflow\n\n# region: train\nprint("trained")\n# endregion: train\n',
  'examples/half.py': 'print(1)\n# region: one\n',
};

function fence(lang: string | null, value: string, meta?: string, line = 7): Code {
  const position = { start: { line, column: 1 }, end: { line: line + 1, column: 4 } };
  return { type: 'code', lang, value, meta: meta ?? null, position };
}

const mark = (...children: Root['children']) => markBlocks({ type: 'root', children }, (file) => FILES[file]);
const blocks = (...children: Root['children']): MarkedBlock[] =>
  mark(...children).marks.map(({ block }) => block);

describe('markBlocks', () => {
  it('numbers every block by its place on the page, also inside of other things', () => {
    const quoted = fence('text', 'a', undefined, 9);
    expect(blocks(fence('bash', 'ls'), { type: 'blockquote', children: [quoted] })).toMatchObject([
      { anchor: 'code-1', line: 7 },
      { anchor: 'code-2', line: 9 },
    ]);
  });

  it('tells blocks apart by language, meta and code, not by place', () => {
    const identities = (...fences: Code[]) => blocks(...fences).map(({ identity }) => identity);
    const fences = [
      fence('bash', 'ls'),
      fence('sh', 'ls'),
      fence('bash', 'ls', 'notest="x"'),
      fence('bash', 'ls -l'),
    ];
    expect(new Set(identities(...fences)).size).toBe(4);
    expect(identities(...fences).toReversed()).toEqual(identities(...fences.toReversed()));
  });

  it('leaves a block without a file as it is', () => {
    expect(blocks(fence(null, 'x = 1', 'title="profile=1"'))).toMatchObject([
      { language: '', code: 'x = 1' },
    ]);
  });

  it('shows the file that a block names, without the comments of regions', () => {
    expect(blocks(fence('python', '', 'title="train.py" file="examples/train.py"'))).toMatchObject([
      { code: 'import mlflow\n\nprint("trained")', fileLines: [1, 2, 4] },
    ]);
  });

  it('shows a region of the file, and changes its fingerprint with the file', () => {
    const region = fence('python', '', 'file="examples/train.py" region="train"');
    const [block] = blocks(region);
    expect(block).toMatchObject({ code: 'print("trained")', fileLines: [4] });
    const { marks } = markBlocks(region, () => '# region: train\nprint(2)\n# endregion: train\n');
    expect(marks[0]?.block.identity).not.toBe(block?.identity);
  });

  it.each([
    ['file="examples/gone.py"', '', '`examples/gone.py` does not exist.'],
    ['file="train.py"', '', '`file="train.py"` must be a path below `examples/`.'],
    ['file="examples/../x.py"', '', 'must be a path below `examples/`.'],
    ['file="examples/train.py"', 'x = 1', 'must be empty: it shows the file.'],
    [
      'file="examples/train.py" region="test"',
      '',
      'examples/train.py: There is no region `test`. There are: train.',
    ],
    ['file="examples/half.py"', '', 'examples/half.py:2: The region `one` never ends.'],
  ])('names the line of %s, and keeps the block', (meta, value, message) => {
    const { marks, problems } = mark(fence('python', value, meta));
    expect(problems).toEqual([{ line: 7, message: expect.stringContaining(message) }]);
    expect(marks.map(({ block }) => block.code)).toEqual([value]);
  });

  it('leaves out a block whose meta cannot be read, and keeps the numbers of the others', () => {
    const { marks, problems } = mark(fence('python', '', 'region'), fence('bash', 'ls'));
    expect(problems).toEqual([{ line: 7, message: expect.stringContaining('`region` needs a value') }]);
    expect(marks.map(({ block }) => block.anchor)).toEqual(['code-2']);
  });

  it('refuses components that would hide code from the runner', () => {
    const { problems } = mark({ type: 'mdxJsxFlowElement', name: 'CodeBlock', attributes: [], children: [] });
    expect(problems).toEqual([{ line: 1, message: expect.stringContaining('`<CodeBlock>` hides its code') }]);
  });
});
