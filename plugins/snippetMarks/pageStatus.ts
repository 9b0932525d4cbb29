/** Whether a page's code is what ran last. Pure. */
import { languageKind } from '../../snippets/marking/languages.ts';
import type { MarkedBlock } from '../../snippets/marking/mark.ts';
import type { PublishedPage } from '../../snippets/published/report.ts';

/** What tells whether a block is the one that ran. */
export type PageBlock = Pick<MarkedBlock, 'identity' | 'language'>;

/**
 * `none`: no code of the page could run. `changed`: it is not in the report as it stands now. `current`: `run` of
 * its `total` blocks of code ran.
 */
export type PageStatus =
  | { state: 'none' }
  | { state: 'changed' }
  | { state: 'current'; run: number; total: number };

/** @param published what the report says of the page, if anything */
export function pageStatus(blocks: readonly PageBlock[], published: PublishedPage | undefined): PageStatus {
  const ran = published?.blocks ?? [];
  const isCurrent =
    blocks.length === ran.length && blocks.every(({ identity }, index) => identity === ran[index]?.identity);
  if (!isCurrent) {
    const hasCode = blocks.some(({ language }) => languageKind(language, false).kind === 'run');
    return { state: hasCode ? 'changed' : 'none' };
  }
  const run = ran.filter(({ outcome }) => outcome === 'run').length;
  const not = ran.filter(({ outcome, output }) => outcome === 'notRun' && output !== true).length;
  return run === 0 ? { state: 'none' } : { state: 'current', run, total: run + not };
}
