/** The committed measurements have the form that the site's components are typed with. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { byVersion } from '../clients/merge.ts';
import { lockedVersions } from '../pins/pins.ts';
import { findPages, pageId } from '../runner/pages.ts';
import { PROJECT_ROOT } from '../runner/suite.ts';
import { COMPATIBILITY_PATH, Compatibility, MEASURE_COMMAND } from './compatibility.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { PUBLISHED_PATH, parsePublished, RENEW_COMMAND } from './report.ts';
import { VERSIONS } from './versions.ts';

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
    const elsewhere: readonly (string | undefined)[] = Object.values(ELSEWHERE);
    const untested = tested.filter(
      ({ outcome, reason }) => outcome === 'notRun' && !elsewhere.includes(reason),
    );
    expect(untested.length / tested.length).toBeLessThanOrEqual(0.05);
  });
});

describe(COMPATIBILITY_PATH, () => {
  const { servers } = Compatibility.parse(JSON.parse(read(COMPATIBILITY_PATH)));

  it('has each server once and each of its clients once, oldest first', () => {
    for (const list of [servers, ...servers.map(({ clients }) => clients)]) {
      const versions = list.map(({ version }) => version);
      expect(versions).toEqual([...new Set(versions)].sort(byVersion));
      expect(versions.length).toBeGreaterThan(0);
    }
  });

  it('speaks of no page that is gone', async () => {
    const ids = new Set((await findPages(PROJECT_ROOT)).map(pageId));
    const measured = servers.flatMap(({ clients }) => clients.flatMap(({ pages }) => pages));
    expect(measured.map(({ page }) => page).filter((page) => !ids.has(page))).toEqual([]);
  });

  it('measures the server that the guide runs against', () => {
    const { mlflow } = parsePublished(read(PUBLISHED_PATH));
    expect(servers.at(-1)?.version, `Measure again: ${MEASURE_COMMAND}`).toBe(mlflow.server);
  });
});

describe('the versions that the pages are written for', () => {
  it('are the pinned server, which ran the code, and a measured one', () => {
    const { servers } = Compatibility.parse(JSON.parse(read(COMPATIBILITY_PATH)));
    expect(lockedVersions(read('stack/requirements.txt')).get('mlflow')).toBe(VERSIONS.server);
    expect(parsePublished(read(PUBLISHED_PATH)).mlflow.server).toBe(VERSIONS.server);
    expect(servers[0]?.version).toBe(VERSIONS.oldestServer);
  });
});
