import { describe, expect, it } from 'vitest';
import { isStale, runInputs } from './inputs.ts';
import { readPublished } from './publish.ts';
import { PROJECT_ROOT, selectAndPlan } from './suite.ts';

const { pages } = await selectAndPlan(['tracking/runs', 'README.md']);
const [page, readme] = pages;
if (page === undefined || readme === undefined) throw new Error('The pages are gone.');
const inputs = await runInputs();
const published = { ...(await readPublished(PROJECT_ROOT)), inputs };

describe('a page', () => {
  it('is current while its blocks and what they run with are those of the report', () => {
    expect(isStale(page, published, inputs)).toBe(false);
  });

  it('is stale when a program, a package or the stack changed', () => {
    expect(isStale(page, { ...published, inputs: 'before' }, inputs)).toBe(true);
  });

  it('is stale when a block changed, came or went', () => {
    const [first, ...rest] = page.steps;
    if (first === undefined) throw new Error('The page has no blocks.');
    const changed = { ...first, block: { ...first.block, identity: 'changed' } };
    expect(isStale({ ...page, steps: [changed, ...rest] }, published, inputs)).toBe(true);
    expect(isStale({ ...page, steps: rest }, published, inputs)).toBe(true);
    expect(isStale({ ...page, steps: [...page.steps, first] }, published, inputs)).toBe(true);
  });

  it('that no report speaks of is never stale', () => {
    expect(isStale(readme, { ...published, inputs: 'before' }, inputs)).toBe(false);
  });
});
