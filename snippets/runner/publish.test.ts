import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { PUBLISHED_PATH, type PublishedReport } from '../published/report.ts';
import { merge, publish, readPublished, writePublished } from './publish.ts';
import type { BlockResult, PageResult } from './report.ts';

const MLFLOW = { server: '3.17.2', client: '3.17.2' };

function block(line: number, more: Partial<BlockResult> = {}): BlockResult {
  const identity = `identity-${line}`;
  return {
    line,
    anchor: `code-${line}`,
    identity,
    language: 'python',
    role: 'run',
    status: 'passed',
    durationMs: line,
    ...more,
  };
}

function page(name: string, ...blocks: BlockResult[]): PageResult {
  return { page: `docs/guide/${name}.mdx`, problems: [], blocks };
}

const report = (...names: string[]): PublishedReport =>
  publish({ mlflow: MLFLOW, inputs: 'then', pages: names.map((name) => page(name, block(1))) });

describe('publish', () => {
  it('says for each block in the order of the page what became of it, and nothing that changes by itself', () => {
    const blocks = [
      block(1, { role: 'write', title: 'train.py' }),
      block(3),
      block(9, { role: 'output', language: 'text' }),
      block(5, { role: 'show', language: 'mermaid' }),
      block(11, { role: 'write', language: 'ini', title: '~/.mlflow/credentials' }),
      block(12, { role: 'write', language: 'yaml', title: 'a.yml' }),
      block(13, { role: 'excerpt' }),
      block(14, { status: 'untested', reason: 'needs Windows', language: 'powershell' }),
    ];
    const { pages } = publish({ mlflow: MLFLOW, inputs: 'then', pages: [page('tracking/runs', ...blocks)] });
    expect(pages[0]?.page).toBe('tracking/runs');
    expect(pages[0]?.blocks[0]).toEqual({
      anchor: 'code-1',
      identity: 'identity-1',
      language: 'python',
      title: 'train.py',
      outcome: 'run',
    });
    expect(pages[0]?.blocks.map(({ anchor, outcome }) => `${anchor} ${outcome}`)).toEqual([
      'code-1 run',
      'code-3 run',
      'code-5 shown',
      'code-9 checked',
      'code-11 written',
      'code-12 checked',
      'code-13 run',
      'code-14 notRun',
    ]);
    expect(pages[0]?.blocks[3]).toMatchObject({ output: true });
    expect(pages[0]?.blocks[7]).toMatchObject({ reason: 'needs Windows' });
  });

  it.each([
    ['a block that failed', page('a', block(1, { status: 'failed' }))],
    ['a block that was not reached', page('a', block(1, { status: 'blocked' }))],
    [
      'a problem of the page',
      { ...page('a'), problems: [{ page: 'docs/guide/a.mdx', line: 1, message: 'x' }] },
    ],
  ])('refuses %s', (_, wrong) => {
    expect(() => publish({ mlflow: MLFLOW, inputs: 'then', pages: [wrong] })).toThrow(
      'docs/guide/a.mdx failed',
    );
  });
});

describe('merge', () => {
  it('renews the pages that ran, keeps the others, and drops pages that are gone', () => {
    const older = report('a', 'b', 'gone');
    const fresh = publish({
      mlflow: MLFLOW,
      inputs: 'then',
      pages: [page('b', block(7)), page('new', block(1))],
    });
    const merged = merge(older, fresh, ['a', 'b', 'new']);
    expect(merged.pages.map((each) => each.page)).toEqual(['a', 'b', 'new']);
    expect(merged.pages[1]?.blocks[0]?.anchor).toBe('code-7');
  });

  it('does not mix versions of MLflow', () => {
    const older = { ...report('a'), mlflow: { server: '3.16.0', client: '3.16.0' } };
    expect(() => merge(older, report('b'), ['a', 'b'])).toThrow('server 3.16.0');
  });

  it('does not mix what ran with other programs, packages or another stack', () => {
    const older = { ...report('a'), inputs: 'before' };
    expect(() => merge(older, report('b'), ['a', 'b'])).toThrow('have changed');
  });
});

describe('the committed report', () => {
  it('comes back as it was written, and is refused when it is none', async () => {
    const root = await testFolder('snippets', onTestFinished);
    await mkdir(path.dirname(path.join(root, PUBLISHED_PATH)), { recursive: true });
    await expect(readPublished(root)).rejects.toMatchObject({ message: `There is no ${PUBLISHED_PATH}.` });
    await writePublished(root, report('a'));
    expect(await readPublished(root)).toEqual(report('a'));
    await writeFile(path.join(root, PUBLISHED_PATH), '{}');
    await expect(readPublished(root)).rejects.toMatchObject({ code: 'REPORT_INVALID' });
  });
});
