import { describe, expect, it } from 'vitest';
import { locate, type WrittenCode } from './locate.ts';

const PAGE: WrittenCode = { name: 'docs/guide/a.mdx', fence: 10, length: 5, counts: 'page' };
const FILE: WrittenCode = { name: 'job/train.py', fence: 40, length: 9, counts: 'block' };
const SHOWN: WrittenCode = { name: 'check.py', fence: 70, length: 9, counts: 'shown-file' };

const lineIn = (output: string) => locate(output, [PAGE, FILE, SHOWN])?.pageLine;

describe('locate', () => {
  it('takes the last frame of a Python traceback that is ours', () => {
    const frames = ['job/train.py", line 2', 'job/train.py", line 7', '/lib/mlflow/client.py", line 3'];
    expect(lineIn(frames.map((frame) => `  File "${frame}, in f`).join('\n'))).toBe(47);
  });

  it('takes the first line that Node or bash names', () => {
    expect(lineIn('docs/guide/a.mdx:12\n  throw\n    at docs/guide/a.mdx:14:1')).toBe(12);
    expect(lineIn('docs/guide/a.mdx: line 13: nope: command not found')).toBe(13);
  });

  it('points at the fence when the code comes from a file', () => {
    expect(lineIn('  File "check.py", line 4, in <module>')).toBe(70);
  });

  it.each(['docs/guide/a.mdx:99', 'other/job/train.py", line 2', 'xcheck.py:1', ''])(
    'ignores %j',
    (output) => {
      expect(lineIn(output)).toBeUndefined();
    },
  );
});
