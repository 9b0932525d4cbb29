import type { Code, Root } from 'mdast';
import { describe, expect, it } from 'vitest';
import type { PublishedBlock, PublishedPage } from '../../snippets/published/report.ts';
import { markBlocks, pageStatus } from './pageStatus.ts';

const code = (lang: string, value: string, meta?: string): Code => ({
  type: 'code',
  lang,
  value,
  meta: meta ?? null,
});
const tree = (...children: Root['children']): Root => ({ type: 'root', children });

/** The page as a run would publish it. */
function published(page: Root, ...outcomes: Partial<PublishedBlock>[]): PublishedPage {
  const blocks = markBlocks(page).map((block, index) => ({
    ...block,
    outcome: 'run' as const,
    ...outcomes[index],
  }));
  return { page: 'a', blocks };
}

describe('markBlocks', () => {
  it('gives every block an id by its place on the page, also inside of other things', () => {
    const first = code('bash', 'ls');
    const second = code('text', 'a');
    expect(
      markBlocks(tree(first, { type: 'blockquote', children: [second] })).map(({ anchor }) => anchor),
    ).toEqual(['code-1', 'code-2']);
    expect([first, second].map(({ data }) => data?.hProperties)).toEqual([
      { id: 'code-1' },
      { id: 'code-2' },
    ]);
  });

  it('tells blocks apart by language, meta and code, not by place', () => {
    const identities = (...blocks: Code[]) => markBlocks(tree(...blocks)).map(({ identity }) => identity);
    const blocks = [
      code('bash', 'ls'),
      code('sh', 'ls'),
      code('bash', 'ls', 'notest="x"'),
      code('bash', 'ls -l'),
    ];
    expect(new Set(identities(...blocks)).size).toBe(4);
    expect(identities(...blocks).toReversed()).toEqual(identities(...blocks.toReversed()));
  });
});

describe('pageStatus', () => {
  const page = tree(
    code('bash', 'ls'),
    code('text', 'a', 'output'),
    code('powershell', 'ls', 'notest="Windows"'),
  );
  const outcomes: Partial<PublishedBlock>[] = [
    {},
    { outcome: 'checked', output: true },
    { outcome: 'notRun', reason: 'Windows' },
  ];

  it('counts the code that ran and the code that did not', () => {
    expect(pageStatus(markBlocks(page), published(page, ...outcomes))).toEqual({
      state: 'current',
      run: 1,
      total: 2,
    });
  });

  it.each<[string, Root]>([
    ['changed code', tree(code('bash', 'ls -l'), ...page.children.slice(1))],
    ['a changed meta', tree(code('bash', 'ls', 'timeout=5'), ...page.children.slice(1))],
    ['one block more', tree(...page.children, code('text', 'b'))],
    ['one block less', tree(...page.children.slice(0, 2))],
    ['another order', tree(...page.children.toReversed())],
  ])('is changed with %s', (_, changed) => {
    expect(pageStatus(markBlocks(changed), published(page, ...outcomes))).toEqual({ state: 'changed' });
  });

  it('is changed for a page that the report does not have', () => {
    expect(pageStatus(markBlocks(page), undefined)).toEqual({ state: 'changed' });
  });

  it('is none for a page without code that could run, in the report or not', () => {
    const data = tree(code('json', '{}'));
    expect(pageStatus(markBlocks(data), published(data, { outcome: 'checked' }))).toEqual({ state: 'none' });
    expect(pageStatus(markBlocks(data), undefined)).toEqual({ state: 'none' });
    expect(pageStatus([], { page: 'a', blocks: [] })).toEqual({ state: 'none' });
  });
});
