import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { blockIdentity } from '../../snippets/marking/identity.ts';
import { COMPATIBILITY_PATH } from '../../snippets/published/compatibility.ts';
import { PUBLISHED_PATH } from '../../snippets/published/report.ts';
import { snippetMarks } from './remark.ts';

const root = await testFolder('report');
const guide = path.join(root, 'docs/guide');
const writeReport = (report: object) =>
  writeFileSync(path.join(root, PUBLISHED_PATH), JSON.stringify(report));
const writeMeasured = (measured: object) =>
  writeFileSync(path.join(root, COMPATIBILITY_PATH), JSON.stringify(measured));
const identity = blockIdentity({ language: 'bash', meta: '', code: 'ls' });
const block = { anchor: 'code-1', identity, language: 'bash', outcome: 'run' };
const REPORT = {
  version: 1,
  inputs: 'then',
  mlflow: { server: '3.17.2', client: '3.17.1' },
  pages: [{ page: 'tracking/runs', blocks: [block] }],
};

mkdirSync(path.dirname(path.join(root, PUBLISHED_PATH)), { recursive: true });
writeReport(REPORT);
writeMeasured({ servers: [] });
mkdirSync(path.join(root, 'examples'));
writeFileSync(path.join(root, 'examples/list.sh'), 'ls -l\n');

function mark(file: string, value = 'ls', meta?: string, frontMatter: object = {}): Root {
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'yaml', value: 'title: Runs' },
      { type: 'heading', depth: 1, children: [] },
      { type: 'code', lang: 'bash', value, meta: meta ?? null },
    ],
  };
  snippetMarks({ root, guide })(tree, new VFile({ path: path.join(guide, file), data: { frontMatter } }));
  return tree;
}

function badge(tree: Root): Record<string, unknown> | undefined {
  const [, , node] = tree.children;
  if (node?.type !== 'mdxJsxFlowElement') return undefined;
  return Object.fromEntries(
    node.attributes.map((each) => ('name' in each ? [each.name, each.value] : ['', ''])),
  );
}

describe('snippetMarks', () => {
  it('puts the badge after the title, with what the report says', () => {
    expect(badge(mark('tracking/runs.mdx'))).toEqual({
      page: 'tracking/runs',
      run: '1',
      total: '1',
      server: '3.17.2',
    });
  });

  it('says no count for a page that changed, or that the report does not have', () => {
    expect(badge(mark('tracking/runs.mdx', 'ls -l'))).toEqual({ page: 'tracking/runs' });
    expect(badge(mark('other.md'))).toEqual({ page: 'other' });
  });

  it('puts what the code needs below the first paragraph, but not where a page names it itself', () => {
    const names = (tree: Root) => tree.children.map((node) => ('name' in node ? node.name : node.type));
    const curl = 'curl --silent https://a.example';
    expect(names(mark('other.mdx', curl))).toEqual([
      'yaml',
      'heading',
      'SnippetBadge',
      'BeforeYouStart',
      'code',
    ]);
    for (const own of [
      mark('other.mdx', curl, undefined, { prerequisites: 'own' }),
      mark('operate/a.mdx', curl),
    ])
      expect(names(own)).not.toContain('BeforeYouStart');
  });

  it('says below a block which versions ran it first', () => {
    const client = (version: string, failedAt?: string) => ({
      version,
      python: '3.11',
      measuredOn: '2026-11-23',
      pages: [{ page: 'tracking/runs', result: failedAt ? 'failed' : 'passed', failedAt }],
    });
    const clients = [client('3.9.0', identity), client('3.12.1')];
    writeMeasured({ servers: [{ version: '3.17.2', clients }] });
    const text = (file: string) => JSON.stringify(mark(file).children.slice(-1));
    expect(text('tracking/runs.mdx')).toContain('This works with MLflow client 3.12, but not with 3.9. See ');
    expect(text('tracking/other.mdx')).not.toContain('This works');
    writeMeasured({ servers: [] });
  });

  it('leaves partials alone: their blocks belong to the page around', () => {
    expect(mark('tracking/_setup.mdx').children).toHaveLength(3);
  });

  it('gives each block its id', () => {
    expect(mark('tracking/runs.mdx').children.at(-1)).toMatchObject({
      data: { hProperties: { id: 'code-1' } },
    });
  });

  it('fills blocks that show a file, in partials too', () => {
    for (const page of ['tracking/runs.mdx', 'tracking/_setup.mdx'])
      expect(mark(page, '', 'file="examples/list.sh"').children.at(-1)).toMatchObject({ value: 'ls -l' });
  });

  it('names page and line of a block that cannot be marked', () => {
    expect(() => mark('a.mdx', '', 'file="examples/gone.py"')).toThrow(
      /docs\/guide\/a\.mdx:1: `examples\/gone\.py` does not exist\.$/,
    );
  });

  it('refuses a file that is no report', () => {
    writeReport({});
    expect(() => mark('tracking/runs.mdx')).toThrow('npm run snippets -- --write');
    writeReport(REPORT);
  });
});
