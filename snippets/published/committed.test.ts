/** The committed measurements have the form that the site's components are typed with. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { byVersion } from '../clients/merge.ts';
import { findPages, pageId } from '../runner/pages.ts';
import { PROJECT_ROOT } from '../runner/suite.ts';
import { COMPATIBILITY_PATH, Compatibility, MEASURE_COMMAND } from './compatibility.ts';
import { PUBLISHED_PATH, parsePublished, RENEW_COMMAND } from './report.ts';

const read = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), 'utf8');

describe(PUBLISHED_PATH, () => {
  it('is a report of all pages of the guide', async () => {
    const ids = (await findPages(PROJECT_ROOT)).map(pageId).sort();
    const { pages } = parsePublished(read(PUBLISHED_PATH));
    expect(
      pages.map(({ page }) => page),
      `Renew it: ${RENEW_COMMAND}`,
    ).toEqual(ids);
  });

  it('leaves at most 5 % of the blocks untested', () => {
    const outcomes = parsePublished(read(PUBLISHED_PATH)).pages.flatMap(({ blocks }) => blocks);
    const tested = outcomes.filter(({ outcome }) => outcome !== 'shown');
    const untested = tested.filter(({ outcome }) => outcome === 'notRun');
    expect(untested.length / tested.length).toBeLessThanOrEqual(0.05);
  });
});

describe(COMPATIBILITY_PATH, () => {
  const { clients, server } = Compatibility.parse(JSON.parse(read(COMPATIBILITY_PATH)));

  it('has each client once, oldest first', () => {
    const versions = clients.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort(byVersion));
    expect(versions.length).toBeGreaterThan(0);
  });

  it('measures the server that the guide runs against', () => {
    const { mlflow } = parsePublished(read(PUBLISHED_PATH));
    expect(server, `Measure again: ${MEASURE_COMMAND}`).toBe(mlflow.server);
  });
});
