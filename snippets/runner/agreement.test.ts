/** The runner and the site take each block for the same one: else no page would get its badge. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, it } from 'vitest';
import { exampleFile } from '../../plugins/exampleFile/index.ts';
import { markBlocks } from '../../plugins/snippetReport/pageStatus.ts';
import { blockIdentity } from '../marking/identity.ts';
import { findPages } from './pages.ts';
import type { Step } from './plan.ts';
import { readPlan } from './runPage.ts';
import { PROJECT_ROOT } from './suite.ts';

const pages = await findPages(PROJECT_ROOT);

const parser = unified().use(remarkParse).use(remarkFrontmatter).use(remarkMdx).use(remarkDirective);

function blocksOf(step: Step) {
  return step.kind === 'run' ? [step.block, ...step.outputs] : [step.block];
}

describe('the runner and the site', () => {
  it.each(pages)('agree about the blocks of %s', async (page) => {
    const tree = parser.parse(await readFile(path.join(PROJECT_ROOT, page), 'utf8'));
    exampleFile({ root: PROJECT_ROOT })(tree, new VFile({ path: page }));
    const site = markBlocks(tree).map(({ anchor, identity }) => ({ anchor, identity }));
    const { steps } = await readPlan(page, PROJECT_ROOT);
    const runner = steps
      .flatMap(blocksOf)
      .sort((a, b) => a.line - b.line)
      .map(({ anchor, language, metaText, code }) => ({
        anchor,
        identity: blockIdentity({ language, meta: metaText, code }),
      }));
    expect(runner).toEqual(site);
  });
});
