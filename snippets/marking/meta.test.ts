import { describe, expect, it } from 'vitest';
import { type Meta, parseMeta } from './meta.ts';

describe('parseMeta', () => {
  it.each<[string | null, Meta]>([
    [null, {}],
    ['', {}],
    ['title="train.py"', { title: 'train.py' }],
    ['title=\'a "quoted" name\'', { title: 'a "quoted" name' }],
    ['{1,3-5} showLineNumbers title="a b"', { title: 'a b' }],
    ['showLineNumbers=10', {}],
    ['notest="needs a browser"', { notest: 'needs a browser' }],
    ['output', { output: 'stdout' }],
    ['output="stderr"', { output: 'stderr' }],
    ['file="examples/a.py" region="train"', { file: 'examples/a.py', region: 'train' }],
    ['request="createRun"', { request: 'createRun' }],
    ['response="getRun"', { response: { operation: 'getRun', status: 200 } }],
    ['response="getRun 404"', { response: { operation: 'getRun', status: 404 } }],
    ['timeout=300 file="examples/a/b.py"', { timeoutSeconds: 300, file: 'examples/a/b.py' }],
  ])('reads %j', (meta, expected) => {
    expect(parseMeta(meta)).toEqual({ ok: true, meta: expected });
  });

  it.each([
    ['notest', 'needs a value'],
    ['notest=', 'is empty'],
    ['notest="  "', 'is empty'],
    ['notest="never closed', 'never closed'],
    ['titel="x.py"', '`titel` is not a known meta key'],
    ['title="a" title="b"', 'given twice'],
    ['title="a"notest="b"', 'A space is missing'],
    ['output="both"', 'names no stream'],
    ['timeout', 'whole number above 0'],
    ['timeout=0', 'whole number above 0'],
    ['timeout=1.5', 'whole number above 0'],
    ['showLineNumbers=first', 'whole number above 0'],
    ['region="train"', '`region` needs `file'],
    ['response="getRun: 404"', 'names no answer'],
    ['{1,x}', 'not a range of lines'],
    ['{1', 'not a meta key'],
    ['"train.py"', 'not a meta key'],
  ])('refuses %j', (meta, message) => {
    const result = parseMeta(meta);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });
});
