/** The published report as it stands in the built site: badges, ids of blocks, and the report's own page. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type CheerioAPI, load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { PUBLISHED_PATH, parsePublished, RENEW_COMMAND } from '../../snippets/published/report.ts';
import { reportAnchor } from '../../src/lib/snippets/reportPage.ts';
import { BUILD_DIR } from '../budgets/builtSite.ts';

const DOCS = path.join(BUILD_DIR, 'docs');
const report = parsePublished(readFileSync(PUBLISHED_PATH, 'utf8'));

function open(page: string): CheerioAPI {
  const folder = path.join(DOCS, page);
  const file = path.join(existsSync(folder) ? folder : DOCS, 'index.html');
  return load(readFileSync(file, 'utf8'));
}

describe.each(report.pages)('$page', ({ page, blocks }) => {
  const $ = open(page);

  it('is said to have run as the report has it', () => {
    const code = blocks.filter(
      ({ outcome, output }) => outcome === 'run' || (outcome === 'notRun' && !output),
    );
    const badge = $('[data-snippets]');
    const hasRun = code.some(({ outcome }) => outcome === 'run');
    expect(badge.length).toBe(hasRun ? 1 : 0);
    if (!hasRun) return;
    expect(badge.attr('data-snippets'), `The page changed since its code ran: ${RENEW_COMMAND}`).toBe('run');
    expect(badge.text()).toContain(`against MLflow ${report.mlflow.server}`);
    expect(badge.find('a').attr('href')).toBe(`/docs/reference/snippets/#${reportAnchor(page)}`);
  });

  it('has an id for each block', () => {
    expect(blocks.filter(({ anchor }) => $(`#${anchor}`).length !== 1)).toEqual([]);
  });
});

describe('the report page', () => {
  const $ = open('reference/snippets');

  it('lists every page, and every block with a link to it', () => {
    expect(report.pages.filter(({ page }) => $(`h3#${reportAnchor(page)}`).length !== 1)).toEqual([]);
    const links = $('section li a[href*="#code-"]');
    expect(links.length).toBe(report.pages.flatMap(({ blocks }) => blocks).length);
  });

  it('lists what is not run with the reason', () => {
    const reasons = report.pages.flatMap(({ blocks }) => blocks.flatMap(({ reason }) => reason ?? []));
    const text = $('#not-run').nextUntil('h2').text();
    expect(reasons.filter((reason) => !text.includes(reason))).toEqual([]);
  });

  it('is there for programs too', () => {
    expect(parsePublished(readFileSync(path.join(DOCS, 'reference/snippets.json'), 'utf8'))).toEqual(report);
  });
});
