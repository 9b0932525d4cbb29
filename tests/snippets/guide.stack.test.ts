/**
 * The guide's code, run as readers run it: every block of a page against the running stack. All pages take ten minutes of
 * processor, so `npm run snippets -- --write` runs them and the report is committed. Here run the pages that changed since,
 * or all when anything changed that they run with; and always those that are quick or read our
 * OpenAPI documents, which change often. `SNIPPET_PAGES` names pages to run
 * instead.
 */
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { differences, PUBLISHED_PATH, RENEW_COMMAND } from '../../snippets/published/report.ts';
import { blocksOf, isStale, runInputs } from '../../snippets/runner/inputs.ts';
import { printFailure, printSummary } from '../../snippets/runner/print.ts';
import { merge, publish, readPublished } from '../../snippets/runner/publish.ts';
import type { BlockResult } from '../../snippets/runner/report.ts';
import { PROJECT_ROOT, runSuite, type SuiteResult, selectAndPlan } from '../../snippets/runner/suite.ts';

/** Bounds the whole run; each block has a limit of its own. */
const SUITE_MS = 30 * 60_000;

/** Between them, they take every way to the registry: MLflow's client, curl, TypeScript, the command line. */
const ALWAYS = [
  'README.md',
  'docs/api/',
  'authentication',
  'check-connection',
  'clients/curl',
  'clients/retries',
  'clients/typescript',
  'errors',
  'examples/health-gate',
  'operate/',
  'reference/error-bodies',
  'tracking/runs',
  'tracking-uri',
];

const published = await readPublished(PROJECT_ROOT);

async function pagesToRun(): Promise<string[]> {
  const named = process.env.SNIPPET_PAGES?.split(' ').filter((page) => existsSync(page)) ?? [];
  if (named.length > 0) return named;
  const [{ pages }, inputs] = await Promise.all([selectAndPlan(), runInputs()]);
  return [...ALWAYS, ...pages.filter((page) => isStale(page, published, inputs)).map(({ page }) => page)];
}

const selection = await selectAndPlan(await pagesToRun());

let suite: SuiteResult | undefined;

beforeAll(async () => {
  const { registryOrigin, key } = inject('stack');
  suite = await runSuite({ selection, target: { registryOrigin, key } });
  console.log(printSummary(suite.counts, suite.pages));
}, SUITE_MS);

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

    for (const { line, language } of steps.filter(({ kind }) => kind !== 'show').flatMap(blocksOf)) {
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
  it('says what the published report says', () => {
    const run = finished();
    const fresh = publish(run);
    const same = run.inputs === published.inputs && !run.complete;
    const changed = differences(published, same ? merge(published, fresh, run.existing) : fresh);
    expect(changed, `${PUBLISHED_PATH} is out of date. Renew it: ${RENEW_COMMAND}`).toEqual([]);
  });
});

it('runs code', () => {
  expect(finished().counts.run).toBeGreaterThan(0);
});
