import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { findPages, selectPages } from './pages.ts';
import { printPage, printSummary } from './print.ts';
import { count, type PageResult, REPORT_PATH, type Report, readReport, writeReport } from './report.ts';

const block = { language: 'bash', durationMs: 1200, anchor: 'code-1', identity: 'a1b2' };

const PAGES: PageResult[] = [
  {
    page: 'docs/guide/a.mdx',
    problems: [],
    blocks: [
      { ...block, line: 3, role: 'run', status: 'passed' },
      { ...block, line: 9, role: 'output', status: 'passed', language: 'text' },
      { ...block, line: 15, role: 'run', status: 'untested', reason: 'needs a browser' },
    ],
  },
  {
    page: 'docs/guide/b.mdx',
    problems: [],
    blocks: [
      {
        ...block,
        line: 3,
        role: 'run',
        status: 'failed',
        failure: { line: 4, message: 'Broken.', detail: 'a\nb' },
      },
      { ...block, line: 9, role: 'write', status: 'blocked' },
    ],
  },
  {
    page: 'docs/guide/c.mdx',
    problems: [{ page: 'docs/guide/c.mdx', line: 7, message: 'Wrong.' }],
    blocks: [],
  },
];

const COUNTS = { pages: 3, run: 1, checked: 1, written: 0, shown: 0, failed: 2, blocked: 1, untested: 1 };

describe('the report', () => {
  let root = '';
  beforeEach(async () => {
    root = await testFolder('report', onTestFinished);
  });

  const report: Report = {
    version: 1,
    finishedAt: '2026-07-01T10:00:00.000Z',
    mlflow: { server: '3.1.0', client: '3.1.0' },
    complete: true,
    counts: count(PAGES),
    pages: PAGES,
  };

  it('counts what ran, what was checked and what failed', () => {
    expect(count(PAGES)).toEqual(COUNTS);
  });

  it('comes back as it was written', async () => {
    expect(await readReport(root)).toBeUndefined();
    await writeReport(root, report);
    expect(await readReport(root)).toEqual(report);
  });

  it('is refused when it is no report', async () => {
    await mkdir(path.dirname(path.join(root, REPORT_PATH)), { recursive: true });
    await writeFile(path.join(root, REPORT_PATH), '{"version":1}');
    await expect(readReport(root)).rejects.toMatchObject({ code: 'REPORT_INVALID' });
  });

  it('is shown with the place of each failure and the reason of each block that is not tested', () => {
    expect(PAGES.map((page) => printPage(page).split('\n')[0])).toEqual([
      'ok    docs/guide/a.mdx (3 blocks, 3.6 s)',
      'FAIL  docs/guide/b.mdx (2 blocks, 2.4 s)',
      'FAIL  docs/guide/c.mdx (0 blocks, 0.0 s)',
    ]);
    expect(PAGES.map(printPage).join('\n')).toContain(
      'docs/guide/b.mdx:4  bash: Broken.\n        a\n        b',
    );
    expect(PAGES.map(printPage).join('\n')).toContain('docs/guide/c.mdx:7  Wrong.');
    const summary = printSummary(COUNTS, PAGES);
    expect(summary).toContain('docs/guide/a.mdx:15  bash: needs a browser');
    expect(summary).toContain(
      '1 block run, 1 output or data block checked, 2 failed, 1 not reached, 1 not tested (16.7 %)',
    );
  });
});

describe('pages', () => {
  it('are found below the folder, sorted, and must not be none', async () => {
    const root = await testFolder('snippets', onTestFinished);
    await mkdir(path.join(root, 'docs/guide/deep'), { recursive: true });
    await expect(findPages(root)).rejects.toMatchObject({ code: 'NO_PAGES' });
    for (const name of ['z.mdx', 'a.md', 'deep/b.mdx', 'c.txt'])
      await writeFile(path.join(root, 'docs/guide', name), '');
    expect(await findPages(root)).toEqual(['docs/guide/a.md', 'docs/guide/deep/b.mdx', 'docs/guide/z.mdx']);
  });

  it('are chosen by a part of their path, once each, and an unknown word is an error', () => {
    const pages = ['docs/guide/a.mdx', 'docs/guide/b.mdx'];
    expect(selectPages(pages, [])).toEqual(pages);
    expect(selectPages(pages, ['b', './docs/guide/b.mdx'])).toEqual(['docs/guide/b.mdx']);
    expect(() => selectPages(pages, ['zzz'])).toThrow('zzz');
  });
});
