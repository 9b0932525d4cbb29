import { describe, expect, it } from 'vitest';
import type { PublishedBlock, PublishedPage } from '../../snippets/published/report.ts';
import { type PageBlock, pageStatus } from './pageStatus.ts';

const block = (language: string, identity: string): PageBlock => ({ language, identity });

/** The page as a run would publish it. */
function published(blocks: PageBlock[], ...outcomes: Partial<PublishedBlock>[]): PublishedPage {
  return {
    page: 'a',
    blocks: blocks.map((each, index) => ({
      ...each,
      anchor: `code-${index + 1}`,
      outcome: 'run',
      ...outcomes[index],
    })),
  };
}

describe('pageStatus', () => {
  const page = [block('bash', 'a'), block('text', 'b'), block('powershell', 'c')];
  const outcomes: Partial<PublishedBlock>[] = [
    {},
    { outcome: 'checked', output: true },
    { outcome: 'notRun', reason: 'Windows' },
  ];

  it('counts the code that ran and the code that did not', () => {
    expect(pageStatus(page, published(page, ...outcomes))).toEqual({
      state: 'current',
      run: 1,
      total: 2,
    });
  });

  it.each<[string, PageBlock[]]>([
    ['a changed block', [block('bash', 'x'), ...page.slice(1)]],
    ['one block more', [...page, block('text', 'x')]],
    ['one block less', page.slice(0, 2)],
    ['another order', page.toReversed()],
  ])('is changed with %s', (_, changed) => {
    expect(pageStatus(changed, published(page, ...outcomes))).toEqual({ state: 'changed' });
  });

  it('is changed for a page that the report does not have', () => {
    expect(pageStatus(page, undefined)).toEqual({ state: 'changed' });
  });

  it('is none for a page whose code cannot run here: a mark would say that it was tested', () => {
    const [, , powershell] = page;
    const alone = powershell ? [powershell] : [];
    expect(pageStatus(alone, published(alone, { outcome: 'notRun', reason: 'Windows' }))).toEqual({
      state: 'none',
    });
  });

  it('is none for a page without code that could run, in the report or not', () => {
    const data = [block('json', 'a')];
    expect(pageStatus(data, published(data, { outcome: 'checked' }))).toEqual({ state: 'none' });
    expect(pageStatus(data, undefined)).toEqual({ state: 'none' });
    expect(pageStatus([], { page: 'a', blocks: [] })).toEqual({ state: 'none' });
  });
});
