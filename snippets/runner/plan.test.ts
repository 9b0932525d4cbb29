import { describe, expect, it } from 'vitest';
import type { Meta } from '../marking/meta.ts';
import type { Block } from './extract.ts';
import { planPage } from './plan.ts';

let nextLine = 0;

/** A block ten lines below the one before it. */
function block(language: string, code: string, meta: Meta = {}): Block {
  nextLine += 10;
  return {
    page: 'docs/guide/page.mdx',
    line: nextLine,
    language,
    code,
    meta,
    anchor: 'code-1',
    identity: 'a',
  };
}

function plan(...blocks: Block[]) {
  nextLine = 0;
  return planPage(blocks);
}

const kinds = (...blocks: Block[]) => plan(...blocks).steps.map(({ kind }) => kind);
const messages = (...blocks: Block[]) =>
  plan(...blocks).problems.map(({ line, message }) => `${line} ${message}`);

describe('planPage', () => {
  it('runs code, parses data, and leaves what only shows something', () => {
    const blocks = ['python', 'bash', 'sh', 'ts', 'text', 'http', 'mermaid'].map((each) => block(each, ''));
    expect(kinds(...blocks)).toEqual(['run', 'run', 'run', 'run', 'show', 'show', 'show']);
    expect(kinds(block('json', '{}'), block('yaml', 'a: 1'))).toEqual(['data', 'data']);
  });

  it.each([
    ['Terminal', 'run'],
    ['In your shell', 'run'],
    ['call.sh', 'write'],
    ['bin/call.sh', 'write'],
    ['~/.config/call', 'write'],
  ])('decides by the title whether a block is a file: %s', (title, kind) => {
    expect(kinds(block('bash', 'ls', { title }), block('bash', 'call'))[0]).toBe(kind);
  });

  it('gives output blocks to the block before them', () => {
    const run = block('bash', 'ls');
    const { steps, problems } = plan(
      run,
      block('text', 'a', { output: 'stdout' }),
      block('text', 'b', { output: 'stderr' }),
    );
    expect(problems).toEqual([]);
    expect(steps).toMatchObject([{ kind: 'run', outputs: [{ code: 'a' }, { code: 'b' }] }]);
  });

  it('runs a region as the code it is, unless the page has the whole file', () => {
    const region = block('python', 'print(1)', { file: 'examples/a/parts.py', region: 'one' });
    const whole = block('python', 'print(1)\nprint(2)', { file: 'examples/a/parts.py' });
    expect(kinds(region)).toEqual(['run']);
    expect(kinds(region, whole)).toEqual(['excerpt', 'run']);
    expect(kinds(region, { ...whole, meta: { ...whole.meta, notest: 'why' } })).toEqual(['run', 'untested']);
  });

  it.each<[string, Block[], string]>([
    ['no language', [block('', 'ls')], 'has no language'],
    ['another spelling', [block('py', 'x')], 'Write `python` instead of `py`'],
    ['a Dockerfile', [block('dockerfile', 'FROM python')], 'notest="…"'],
    ['an unknown language', [block('powershell', 'ls')], 'notest="…"'],
    ['a reason on text', [block('text', 'x', { notest: 'why' })], 'never run'],
    ['a schema on code', [block('bash', 'ls', { request: 'createRun' })], 'belong on a `json` block'],
    ['a timeout on data', [block('json', '{}', { timeoutSeconds: 3 })], 'a block that is run'],
    ['output without a block', [block('text', 'x', { output: 'stdout' })], 'must follow the block'],
    ['output on code', [block('bash', 'x', { output: 'stdout' })], 'belongs on a `text` or `json` block'],
    ['a path outside', [block('bash', 'x', { title: '../x.sh' })], 'outside the reader’s directory'],
    ['an absolute path', [block('python', 'x', { title: '/etc/x.py' })], 'outside the reader’s directory'],
    [
      'a fault in a file, at its line there',
      [
        {
          ...block('python', 'print("https://auth.hokus.ai")', { file: 'examples/a/host.py' }),
          fileLines: [3],
        },
      ],
      'examples/a/host.py:3: The block names the live host',
    ],
    ['a program that nothing runs', [block('python', 'x', { title: 'train.py' })], 'no block after it runs'],
    [
      'a name that only looks alike',
      [block('python', 'x', { title: 'a.py' }), block('bash', 'python aa.py')],
      'no block after it runs',
    ],
  ])('refuses %s', (_, blocks, message) => {
    expect(messages(...blocks)).toEqual([expect.stringContaining(message)]);
  });

  it('accepts any language with a reason, and lists it', () => {
    expect(plan(block('powershell', 'ls', { notest: 'no Windows here' })).steps).toMatchObject([
      { kind: 'untested', reason: 'no Windows here' },
    ]);
  });

  it('accepts a program that a later block runs or another file imports', () => {
    const library = block('ts', 'export const a = 1;', { title: 'lib/client.ts' });
    const program = block('ts', "import { a } from './lib/client.ts';", { title: 'main.ts' });
    expect(messages(library, program, block('bash', 'node main.ts'))).toEqual([]);
  });

  it('refuses live hosts in code, names the line, and lets mail addresses and text be', () => {
    const host = ['https://docs', 'hokus.ai'].join('.');
    expect(messages(block('bash', `ls\ncurl ${host}/x`))).toEqual([
      expect.stringMatching(/^\d*2 .*live host/),
    ]);
    expect(messages(block('bash', `curl ${host}`, { notest: 'live' }))).toEqual([]);
    expect(messages(block('bash', 'echo support@hokus.ai'), block('text', host))).toEqual([]);
    expect(messages(block('bash', 'curl https://registry.hokus.ai/api/mlflow/version'))).toEqual([]);
  });

  it('names the line of an error in JSON and YAML', () => {
    const json = block('json', '{\n  "a": 1,\n}');
    const yaml = block('yaml', 'a: 1\nb: [1');
    expect(plan(json).problems[0]?.line).toBe(json.line + 3);
    expect(plan(yaml).problems[0]?.message).toContain('not valid YAML');
    expect(plan(block('yaml', 'a: 1\n---\nb: 2\n')).problems).toEqual([]);
  });
});
