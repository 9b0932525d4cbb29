import { describe, expect, it } from 'vitest';
import type { Meta } from '../../marking/meta.ts';
import { checkSchema } from './schemas.ts';

function check(language: string, meta: Meta, ...lines: string[]) {
  const place = { page: 'docs/guide/page.mdx', line: 1, identity: 'a', anchor: 'code-1' };
  return checkSchema({ ...place, language, meta, code: lines.join('\n') });
}

const workflow = (...lines: string[]) => check('yaml', { title: '.github/workflows/train.yml' }, ...lines);
const expression = (text: string) => `\${{ ${text} }}`;
const JOB = ['on: push', 'jobs:', '  train:', '    runs-on: ubuntu-latest', '    steps:'];

describe('a GitHub Actions workflow', () => {
  it('that GitHub accepts is right', async () => {
    const steps = [
      '      - uses: actions/checkout@v4',
      `      - run: python train.py ${expression('github.sha')}`,
    ];
    expect(await workflow(...JOB, ...steps)).toEqual([]);
  });

  it.each([
    ['an unknown key', ['      - use: actions/checkout@v4'], 6, "Unexpected value 'use'"],
    [
      'an unknown context',
      [`      - run: echo ${expression('secret.KEY')}`],
      6,
      "Unrecognized named-value: 'secret'",
    ],
    [
      'a job that is not there',
      ['      - run: ls', '  test:', '    runs-on: ubuntu-latest', '    needs: gone', '    steps: []'],
      9,
      "unknown job 'gone'",
    ],
    ['a wrong script', ['      - run: |', '          ls', '          if true; then'], 9, 'not valid bash'],
    ['a wrong line', ['      - run: echo "never closed'], 6, 'unexpected EOF'],
  ])('with %s is refused at its line', async (_, steps, line, message) => {
    const [found] = await workflow(...JOB, ...steps);
    expect(found?.message).toContain(message);
    expect(found?.codeLine).toBe(line);
  });

  it('may hold scripts of other shells', async () => {
    expect(await workflow(...JOB, '      - run: print("a")', '        shell: python')).toEqual([]);
  });

  it('is told by its path', async () => {
    expect(await check('yaml', { title: 'config.yml' }, 'on: nothing')).toEqual([]);
  });
});

describe('a JSON body', () => {
  it('that the operation takes is right', async () => {
    expect(await check('json', { request: 'createExperiment' }, '{"name": "wine"}')).toEqual([]);
    const answer = { operation: 'createExperiment', status: 200 };
    expect(await check('json', { response: answer }, '{"experiment_id": "7"}')).toEqual([]);
  });

  it.each<[string, Meta, string, string]>([
    ['a field that is not documented', { request: 'createExperiment' }, '{"nam": "wine"}', 'nam'],
    ['a value of the wrong type', { request: 'createExperiment' }, '{"name": 7}', '/name must be string'],
    ['a status that is not documented', { response: { operation: 'createRun', status: 299 } }, '{}', '299'],
    ['an operation that is not there', { request: 'makeRun' }, '{}', 'There is no operation `makeRun`'],
    ['a wrong answer of health', { response: { operation: 'getHealth', status: 200 } }, '{}', 'required'],
  ])('with %s is refused', async (_, meta, code, message) => {
    expect((await check('json', meta, code)).map((each) => each.message).join('\n')).toContain(message);
  });
});
