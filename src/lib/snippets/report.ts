/** What the page of the snippet report says of it. Pure. */
import type { PublishedBlock, PublishedPage, PublishedReport } from '../../../snippets/published/report.ts';

export interface Totals {
  pages: number;
  run: number;
  checked: number;
  notRun: number;
}

/** A block and the page that it stands on. */
export interface PlacedBlock {
  page: string;
  block: PublishedBlock;
}

export function totals({ pages }: PublishedReport): Totals {
  const blocks = pages.flatMap((page) => page.blocks);
  const count = (wanted: PublishedBlock['outcome']) =>
    blocks.filter(({ outcome }) => outcome === wanted).length;
  return { pages: pages.length, run: count('run'), checked: count('checked'), notRun: count('notRun') };
}

export function notRun({ pages }: PublishedReport): PlacedBlock[] {
  return pages.flatMap(({ page, blocks }) =>
    blocks.filter(({ outcome }) => outcome === 'notRun').map((block) => ({ page, block })),
  );
}

/** What became of a block, in a few words. */
export function outcomeWords({ outcome, output, reason }: PublishedBlock): string {
  switch (outcome) {
    case 'run':
      return 'ran';
    case 'checked':
      return output === true ? 'is what was printed' : 'is valid';
    case 'written':
      return 'was written for the code to read';
    case 'shown':
      return 'is only shown';
    case 'notRun':
      return `was not run: ${reason ?? 'no reason given'}`;
  }
}

/** How many blocks of a page ran, in a few words. */
export function pageWords({ blocks }: PublishedPage): string {
  if (blocks.length === 0) return 'No code.';
  const count = (...wanted: PublishedBlock['outcome'][]) =>
    blocks.filter(({ outcome }) => wanted.includes(outcome)).length;
  const parts: [number, string][] = [
    [count('run'), 'ran'],
    [count('checked'), 'checked'],
    [count('written', 'shown'), 'shown'],
    [count('notRun'), 'not run'],
  ];
  const said = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${blocks.length} ${blocks.length === 1 ? 'block' : 'blocks'}: ${said.join(', ')}.`;
}
