import { describe, expect, it } from 'vitest';
import type { PublishedBlock, PublishedReport } from '../../../snippets/published/report.ts';
import { notRun, outcomeWords, pageWords, totals } from './report.ts';

const block = (more: Partial<PublishedBlock> = {}): PublishedBlock => ({
  anchor: 'code-1',
  identity: 'a',
  language: 'bash',
  outcome: 'run',
  ...more,
});

const SMALL: PublishedReport = {
  version: 1,
  inputs: 'then',
  mlflow: { server: '3.17.2', client: '3.17.2' },
  pages: [
    { page: 'a', blocks: [block(), block({ outcome: 'checked' }), block({ outcome: 'shown' })] },
    {
      page: 'b',
      blocks: [block({ outcome: 'notRun', reason: 'needs Windows' }), block({ outcome: 'written' })],
    },
    { page: 'c', blocks: [] },
  ],
};

describe('the report', () => {
  it('counts', () => {
    expect(totals(SMALL)).toEqual({ pages: 3, run: 1, checked: 1, notRun: 1 });
    expect(SMALL.pages.map(pageWords)).toEqual([
      '3 blocks: 1 ran, 1 checked, 1 shown.',
      '2 blocks: 1 shown, 1 not run.',
      'No code.',
    ]);
  });

  it('lists what is not run with its page', () => {
    expect(notRun(SMALL)).toMatchObject([{ page: 'b', block: { reason: 'needs Windows' } }]);
  });

  it.each<[Partial<PublishedBlock>, string]>([
    [{}, 'ran'],
    [{ outcome: 'checked' }, 'is valid'],
    [{ outcome: 'checked', output: true }, 'is what was printed'],
    [{ outcome: 'notRun', reason: 'needs Windows' }, 'was not run: needs Windows'],
  ])('says of %j: %s', (more, words) => {
    expect(outcomeWords(block(more))).toBe(words);
  });
});
