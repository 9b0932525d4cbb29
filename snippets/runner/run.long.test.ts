import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PLACEHOLDER_KEY } from '../../endpoint.ts';
import { testFolder } from '../../machine/testing/folder.ts';
import { printPage } from './print.ts';
import { readPage } from './readPage.ts';
import type { PageResult } from './report.ts';
import { type RunOptions, runPages } from './run.ts';

vi.setConfig({ testTimeout: 30_000 });

const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Built here, so that no key stands in the sources. */
const KEY = ['hk', 'local', 'x'.repeat(32)].join('_');

const TARGET = { registryOrigin: 'http://127.0.0.1:9', key: KEY };

const plan = (pages: string[]) => Promise.all(pages.map((page) => readPage(page, FIXTURES)));

async function run(name: string, options: Partial<RunOptions> = {}): Promise<PageResult> {
  const [result] = await runPages(await plan([`docs/guide/${name}.mdx`]), {
    projectRoot: FIXTURES,
    target: TARGET,
    ...options,
  });
  if (!result) throw new Error('no result');
  return result;
}

/** Status of each block, by line. */
function statuses({ blocks }: PageResult): Record<number, string> {
  return Object.fromEntries(blocks.map(({ line, status }) => [line, status]));
}

function failureOf({ blocks }: PageResult) {
  const failed = blocks.filter(({ status }) => status === 'failed');
  expect(failed).toHaveLength(1);
  return failed[0]?.failure;
}

/** Whether a process is there and not only waiting to be reaped. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync(`/proc/${pid}/stat`) || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const gone = (pids: number[]) => vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), 5000);

describe('a page that is right', () => {
  it('carries exports, variables, directory, Python state and files from block to block', async () => {
    const page = await run('session');
    expect(printPage(page)).toMatch(/^ok/);
    expect(page.blocks.every(({ status }) => status === 'passed')).toBe(true);
    expect(page.blocks.filter(({ role }) => role === 'output')).toHaveLength(6);
  });

  it('starts in a home of its own, without the settings of the developer, with the pinned client', async () => {
    vi.stubEnv('MLFLOW_TRACKING_URI', 'http://developer.invalid');
    expect(printPage(await run('home'))).toMatch(/^ok/);
    vi.unstubAllEnvs();
  });

  it('installs npm packages of the allow-list and fetches our OpenAPI documents without a network', async () => {
    expect(printPage(await run('packages'))).toMatch(/^ok/);
    expect(failureOf(await run('package-unknown'))?.detail).toContain('Pages can install openapi-fetch,');
  });

  it('leaves no directory and no background process behind', async () => {
    const root = await testFolder('snippets', onTestFinished);
    await run('background', { root });
    const pid = Number(readFileSync(path.join(root, 'pages/background/blocks/1/stdout'), 'utf8'));
    expect(pid).toBeGreaterThan(0);
    await gone([pid]);
    vi.stubEnv('TMPDIR', root);
    await run('background');
    vi.unstubAllEnvs();
    expect((await readdir(root)).filter((name) => name.startsWith('snippets-'))).toEqual([]);
  });
});

describe('several pages', () => {
  it('run some at a time, and come in the order of the list whichever ends first', async () => {
    const names = ['timeout', 'bash-exit', 'untested'].map((name) => `docs/guide/${name}.mdx`);
    const told: string[] = [];
    const onPage = ({ page }: PageResult) => void told.push(page);
    const results = await runPages(await plan(names), {
      projectRoot: FIXTURES,
      target: TARGET,
      jobs: 2,
      onPage,
    });
    expect(results.map(({ page }) => page)).toEqual(names);
    expect(told).toEqual(names);
  });
});

describe('a block that fails', () => {
  it('is named with its page and line, and the blocks after it are not run', async () => {
    const page = await run('bash-fails');
    expect(failureOf(page)).toMatchObject({
      line: 5,
      message: 'The block ended with exit status 1.',
      detail: 'before',
    });
    expect(statuses(page)).toEqual({ 3: 'failed', 10: 'blocked', 14: 'blocked' });
  });

  it.each([
    ['bash-syntax', 4, 'unexpected EOF'],
    ['bash-unset', 3, 'docs/guide/bash-unset.mdx: line 3: NOT_SET_ANYWHERE'],
    ['python-syntax', 5, 'File "docs/guide/python-syntax.mdx", line 5'],
    ['ts-fails', 6, 'docs/guide/ts-fails.mdx:6'],
  ])('has its line of the page: %s', async (name, line, detail) => {
    const failure = failureOf(await run(name));
    expect(failure?.detail).toContain(detail);
    expect(failure?.line).toBe(line);
  });

  it('shows the deepest line of the page and the page’s own code in a Python traceback', async () => {
    const failure = failureOf(await run('python-fails'));
    expect(failure).toMatchObject({ line: 7, message: 'ZeroDivisionError: division by zero' });
    expect(failure?.detail).toContain('line 15, in <module>\n    divide(0)');
    expect(failure?.detail).not.toContain('python_session.py');
  });

  it('counts inside the file that the page wrote', async () => {
    const failure = failureOf(await run('file-fails'));
    expect(failure?.line).toBe(8);
    expect(failure?.message).toContain('(job/train.py line 5, run by the block at line 14)');
  });

  it('says so when it ends the shell or the interpreter', async () => {
    expect(failureOf(await run('bash-exit'))?.message).toContain('ended the reader’s shell');
    expect(failureOf(await run('python-dies'))?.message).toContain('exit status 3');
  });

  it('shows how the output differs, and the page goes on', async () => {
    const page = await run('output-differs');
    expect(failureOf(page)).toMatchObject({ line: 5, detail: '  first\n  …\n- fourth' });
    expect(statuses(page)).toEqual({ 1: 'passed', 5: 'failed', 11: 'passed' });
  });
});

describe('the key', () => {
  it('is masked in everything that is shown, plain and in Base64', async () => {
    const page = await run('key');
    expect(statuses(page)).toEqual({ 1: 'passed', 6: 'passed', 11: 'failed' });
    const shown = JSON.stringify(page) + printPage(page);
    expect(shown).not.toContain(KEY);
    expect(shown).toContain(`the key is ${PLACEHOLDER_KEY}`);
  });
});

describe('a block that does not end', () => {
  it('is killed with everything that it started', async () => {
    const failure = failureOf(await run('timeout'));
    expect(failure?.message).toContain('took longer than 1 s');
    const pids = (failure?.detail ?? '').split('\n').map(Number);
    expect(pids).toHaveLength(2);
    await gone(pids);
  });

  it('is killed when the run is interrupted, and the rest is not started', async () => {
    const interrupt = new AbortController();
    const root = await testFolder('snippets', onTestFinished);
    const ended = run('endless', { root, signal: interrupt.signal });
    await vi.waitFor(() => expect(existsSync(path.join(root, 'pages/endless/started'))).toBe(true), 10_000);
    interrupt.abort();
    const page = await ended;
    expect(failureOf(page)?.message).toBe('The run was interrupted.');
    await gone((failureOf(page)?.detail ?? '').split(' ').map(Number));
    expect(statuses(page)).toEqual({ 1: 'failed', 10: 'blocked' });
  });
});

describe('blocks from examples/', () => {
  it('run from a copy of their folder, or from the file that the title names', async () => {
    const page = await run('example');
    expect(statuses(page)).toEqual({ 1: 'passed', 4: 'passed', 8: 'passed', 11: 'failed' });
    expect(failureOf(page)).toMatchObject({ line: 8 });
    expect(failureOf(page)?.message).toContain('(copy.py line 3, run by the block at line 11)');
  });

  it('run region by region in one session, and a failure names the line of the file', async () => {
    const page = await run('region');
    expect(statuses(page)).toEqual({ 1: 'passed', 4: 'passed', 7: 'passed', 11: 'failed' });
    expect(failureOf(page)).toMatchObject({
      line: 11,
      message: expect.stringContaining("argument: 'number' (examples/parts/parts.py line 13)"),
    });
  });
});

describe('blocks that are not run', () => {
  it('are listed with their reason, and so is their output', async () => {
    const page = await run('untested');
    expect(page.blocks.map(({ status, reason }) => [status, reason])).toEqual([
      ['untested', 'needs a browser'],
      ['untested', 'needs a browser'],
    ]);
  });

  it('keep a wrong page from running at all', async () => {
    const page = await run('problems');
    expect(page.problems.map(({ line }) => line)).toEqual([3, 8, 14]);
    expect(statuses(page)).toEqual({ 7: 'blocked', 11: 'blocked' });
    expect(printPage(page)).toContain('docs/guide/problems.mdx:3  `notest` needs a value');
  });
});
