/** Whether a page's code is what ran last. Pure. */
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { blockAnchor, blockIdentity } from '../../snippets/marking/identity.ts';
import { languageKind } from '../../snippets/marking/languages.ts';
import type { PublishedPage } from '../../snippets/published/report.ts';

/** A fenced block of a page as the site shows it. */
export interface PageBlock {
  anchor: string;
  identity: string;
  language: string;
}

/**
 * `none`: the page has no code that could run. `changed`: it is not in the report as it stands now. `current`: `run` of
 * its `total` blocks of code ran.
 */
export type PageStatus =
  | { state: 'none' }
  | { state: 'changed' }
  | { state: 'current'; run: number; total: number };

/**
 * Gives each fenced block of a page its id, which the theme's code block puts into the page.
 *
 * @param tree the page, with the files that it shows already in their blocks
 * @returns the blocks in order
 */
export function markBlocks(tree: Root): PageBlock[] {
  const blocks: PageBlock[] = [];
  visit(tree, 'code', (node) => {
    const anchor = blockAnchor(blocks.length + 1);
    const language = node.lang ?? '';
    blocks.push({
      anchor,
      language,
      identity: blockIdentity({ language, meta: node.meta ?? '', code: node.value }),
    });
    node.data = { ...node.data, hProperties: { ...node.data?.hProperties, id: anchor } };
  });
  return blocks;
}

/** @param published what the report says of the page, if anything */
export function pageStatus(blocks: PageBlock[], published: PublishedPage | undefined): PageStatus {
  const ran = published?.blocks ?? [];
  const isCurrent =
    blocks.length === ran.length && blocks.every(({ identity }, index) => identity === ran[index]?.identity);
  if (!isCurrent) {
    const hasCode = blocks.some(({ language }) => languageKind(language, false).kind === 'run');
    return { state: hasCode ? 'changed' : 'none' };
  }
  const run = ran.filter(({ outcome }) => outcome === 'run').length;
  const not = ran.filter(({ outcome, output }) => outcome === 'notRun' && output !== true).length;
  return run + not === 0 ? { state: 'none' } : { state: 'current', run, total: run + not };
}
