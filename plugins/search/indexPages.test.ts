/** Real Pagefind from end to end: pages in, the engine of the dialog out. */
import { hash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { createEngine, type SearchEngine } from '../../src/lib/search/engine.ts';
import { indexPages } from './indexPages.ts';
import type { BuiltPage } from './pages.ts';

const ORIGIN = 'http://index.test';
const FOLDER = `${ORIGIN}/pagefind/`;
const createRun = { operationId: 'createRun', method: 'POST', path: '/api/2.0/mlflow/runs/create' };
const getRun = { operationId: 'getRun', method: 'GET', path: '/api/2.0/mlflow/runs/get' };
const getRunTags = { operationId: 'getRunTags', method: 'GET', path: '/api/2.0/mlflow/runs/get-tags' };
const logBatch = { operationId: 'logBatch', method: 'POST', path: '/api/2.0/mlflow/runs/log-batch' };

const page = (url: string, title: string, body: string): BuiltPage => ({
  url,
  html: `<body><main><article><h1>${title}</h1>${body}</article></main></body>`,
});

const input = {
  pages: [
    page('/docs/errors/', 'Errors', '<p>What to do.<h2 id=no-key>No key</h2><p>401: API key required'),
    page('/docs/metrics/', 'Metrics', '<p>Curves<pre><code>mlflow.log_metric("loss",1)</code></pre>'),
    page('/api/mlflow/create-run/', 'Create a run', '<p>Starts a run <code>artifact_uri</code>'),
    page('/api/mlflow/get-run-tags/', 'Get its tags', '<p>Returns all tags.'),
    page('/api/mlflow/get-run/', 'Get it', '<p>Returns all there is.'),
    page('/api/mlflow/log-batch/', 'Log at once', '<p>Many values'),
    page('/elsewhere/', 'Elsewhere', '<p>Not covered'),
  ],
  operations: new Map([
    ['/api/mlflow/create-run/', createRun],
    ['/api/mlflow/get-run-tags/', getRunTags],
    ['/api/mlflow/get-run/', getRun],
    ['/api/mlflow/log-batch/', logBatch],
  ]),
};

const folder = await testFolder('pagefind');
let engine: SearchEngine;

beforeAll(async () => {
  for (const file of await indexPages(input)) {
    await mkdir(path.dirname(path.join(folder, file.path)), { recursive: true });
    await writeFile(path.join(folder, file.path), file.content);
  }
  vi.stubGlobal('fetch', async (url: string) => new Response(await readFile(fileOf(url))));
  engine = createEngine({ folder: FOLDER, development: false, load: (url) => import(fileOf(url)) });
});
afterAll(() => vi.unstubAllGlobals());

const fileOf = (url: string): string =>
  path.join(folder, new URL(url.replace(FOLDER, `${ORIGIN}/`)).pathname);

async function found(query: string): Promise<string[]> {
  const pages = await Promise.all((await engine.search(query)).map((match) => match.load()));
  return pages.map(({ url }) => url.replace(ORIGIN, ''));
}

describe('the index', () => {
  it.each([
    ['createRun', '/api/mlflow/create-run/'],
    ['create_run', '/api/mlflow/create-run/'],
    ['createR', '/api/mlflow/create-run/'],
    ['runs/create', '/api/mlflow/create-run/'],
    ['/api/2.0/mlflow/runs/create', '/api/mlflow/create-run/'],
    ['POST /api/2.0/mlflow/runs/create', '/api/mlflow/create-run/'],
    ['https://registry.hokus.ai/api/mlflow/api/2.0/mlflow/runs/create', '/api/mlflow/create-run/'],
    ['artifact_uri', '/api/mlflow/create-run/'],
    ['getRun', '/api/mlflow/get-run/'],
    ['runs/get', '/api/mlflow/get-run/'],
    ['log-batch', '/api/mlflow/log-batch/'],
    ['logBatch', '/api/mlflow/log-batch/'],
    ['API key required', '/docs/errors/'],
    ['log_metric', '/docs/metrics/'],
  ])('finds for %s first %s', async (query, url) => {
    expect((await found(query))[0]).toBe(url);
  });

  it.each(['qqqxyz', 'autolog', 'Elsewhere'])('finds nothing for %s', async (query) => {
    expect(await found(query)).toEqual([]);
  });

  it('leads to the heading above a match', async () => {
    const [match] = await engine.search('API key required');
    const page = await match?.load();
    expect(page?.headings).toMatchObject([{ title: 'No key' }]);
    expect(page?.headings[0]?.url).toMatch(/\/docs\/errors\/#no-key$/);
  });

  it('is the same for the same pages', async () => {
    const contents = async () =>
      (await indexPages(input)).map((file) => [file.path, hash('sha256', file.content)]).sort();
    expect(await contents()).toEqual(await contents());
  });

  it('holds what the dialog loads, and none of the interfaces that come with Pagefind', async () => {
    const files = (await indexPages(input)).map((file) => file.path.replace(/[^/.]*_[^/.]*/, '*'));
    expect([...new Set(files)].sort()).toEqual([
      'fragment/*.pf_fragment',
      'index/*.pf_index',
      'pagefind-entry.json',
      'pagefind.*.pf_meta',
      'pagefind.js',
      'wasm.en.pagefind',
    ]);
  });

  it('is not made without pages', async () => {
    await expect(indexPages({ pages: [], operations: new Map() })).rejects.toMatchObject({
      code: 'no-pages',
    });
  });
});

describe('on a platform that Pagefind has no program for', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says what is missing and what to do', async () => {
    vi.stubEnv('npm_config_arch', 'none');
    await expect(indexPages(input)).rejects.toThrow(
      /no program that runs on .*@pagefind\/<platform>-<cpu>.*PAGEFIND_BINARY_PATH/s,
    );
  });
});
