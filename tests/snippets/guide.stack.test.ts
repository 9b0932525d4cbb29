/**
 * The guide's code, run as readers run it: every block of every page against the running stack. `SNIPPET_PAGES` names the
 * pages to run when others cannot have changed.
 */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { differences, PUBLISHED_PATH, RENEW_COMMAND } from '../../snippets/published/report.ts';
import type { Block } from '../../snippets/runner/extract.ts';
import type { Step } from '../../snippets/runner/plan.ts';
import { printFailure, printSummary } from '../../snippets/runner/print.ts';
import { merge, publish, readPublished } from '../../snippets/runner/publish.ts';
import { type BlockResult, untestedShare } from '../../snippets/runner/report.ts';
import { PROJECT_ROOT, runSuite, type SuiteResult, selectAndPlan } from '../../snippets/runner/suite.ts';

/** Bounds the whole run; each block has a limit of its own. */
const SUITE_MS = 30 * 60_000;

const named = process.env.SNIPPET_PAGES?.split(' ').filter((page) => existsSync(page)) ?? [];
const selection = await selectAndPlan(named);

let suite: SuiteResult | undefined;

beforeAll(async () => {
  const { registryOrigin, key } = inject('stack');
  suite = await runSuite({ selection, target: { registryOrigin, key } });
  console.log(printSummary(suite.counts, suite.pages));
}, SUITE_MS);

function blocksOf(step: Step): Block[] {
  switch (step.kind) {
    case 'run':
      return [step.block, ...step.outputs];
    case 'show':
      return [];
    case 'write':
    case 'data':
    case 'excerpt':
    case 'untested':
      return [step.block];
  }
}

function finished(): SuiteResult {
  if (!suite) throw new Error('The run did not end.');
  return suite;
}

function resultOf(page: string, line: number): BlockResult {
  const result = suite?.pages.find((each) => each.page === page)?.blocks.find((each) => each.line === line);
  if (!result) throw new Error(`The run says nothing of ${page}:${line}.`);
  return result;
}

for (const { page, steps, problems } of selection.pages) {
  describe(page, () => {
    it('can be read', () => {
      expect(problems.map(({ line, message }) => `${page}:${line}  ${message}`)).toEqual([]);
    });

    for (const { line, language } of steps.flatMap(blocksOf)) {
      it(`line ${line}, ${language}`, ({ skip }) => {
        const result = resultOf(page, line);
        skip(result.status === 'untested', result.reason);
        skip(
          result.status === 'blocked',
          'not reached: the page is wrong, or a block before this one failed',
        );
        if (result.status === 'failed') expect.fail(printFailure(page, result).trimStart());
        expect(result.status).toBe('passed');
      });
    }
  });
}

describe('the run', () => {
  it('leaves at most 5 % of the blocks untested', ({ skip }) => {
    skip(!finished().complete, 'only a run of all pages tells');
    const { counts } = finished();
    expect(untestedShare(counts), printSummary(counts, finished().pages)).toBeLessThanOrEqual(0.05);
  });

  it('says what the published report says', async () => {
    const run = finished();
    const published = await readPublished(PROJECT_ROOT);
    const fresh = publish(run);
    const changed = differences(published, run.complete ? fresh : merge(published, fresh, run.existing));
    expect(changed, `${PUBLISHED_PATH} is out of date. Renew it: ${RENEW_COMMAND}`).toEqual([]);
  });
});

it('runs code', ({ skip }) => {
  skip(!finished().complete, 'only a run of all pages tells');
  expect(suite?.counts.run).toBeGreaterThan(0);
});
