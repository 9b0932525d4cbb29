/** From end to end: pages in, the files of the index out, and found again as the search box does. */
import { describe, expect, it } from 'vitest';
import { find } from '../../src/lib/search/find.ts';
import { INDEX_FILE, pageFile } from '../../src/lib/search/pageText.ts';
import { readIndex } from '../../src/lib/search/searchIndex.ts';
import { indexPages } from './indexPages.ts';
import type { BuiltPage } from './pages.ts';

const createRun = { operationId: 'createRun', method: 'POST', path: '/api/2.0/mlflow/runs/create' };
const getRun = { operationId: 'getRun', method: 'GET', path: '/api/2.0/mlflow/runs/get' };
const getRunTags = { operationId: 'getRunTags', method: 'GET', path: '/api/2.0/mlflow/runs/get-tags' };
const logBatch = { operationId: 'logBatch', method: 'POST', path: '/api/2.0/mlflow/runs/log-batch' };

const page = (url: string, title: string, body: string): BuiltPage => ({
  url,
  html: `<head></head><body><main><article><h1>${title}</h1>${body}</article></main></body>`,
});

const input = {
  pages: [
    page('/docs/errors/', 'Errors', '<p>What to do.<h2 id=no-key>No key</h2><p>401: API key required'),
    page('/docs/metrics/', 'Metrics', '<p>Curves<pre><code>mlflow.log_metric("loss",1)</code></pre>'),
    page('/api/mlflow/create-run/', 'Create a run', '<p>Starts a run <code>artifact_uri</code>'),
    page('/api/mlflow/get-run-tags/', 'Get its tags', '<p>Returns all tags.'),
    page('/api/mlflow/get-run/', 'Get it', '<p>Returns all there is.'),
    page('/api/mlflow/log-batch/', 'Log at once', '<p>Many values'),
    page(
      '/docs/reference/snippets/',
      'Tested code',
      '<p>Summary<h2 id=all>API key required: log_metric</h2>',
    ),
    page('/elsewhere/', 'Elsewhere', '<p>Not covered'),
  ],
  operations: new Map([
    ['/api/mlflow/create-run/', createRun],
    ['/api/mlflow/get-run-tags/', getRunTags],
    ['/api/mlflow/get-run/', getRun],
    ['/api/mlflow/log-batch/', logBatch],
  ]),
};

const files = new Map(indexPages(input).map(({ path, text }) => [path, text]));
const index = readIndex(JSON.parse(files.get(INDEX_FILE) ?? ''));
const found = (typed: string): string[] => find(index, typed).map((hit) => hit.page.url);

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
    ['metircs', '/docs/metrics/'],
  ])('finds for %s first %s', (query, url) => {
    expect(found(query)[0]).toBe(url);
  });

  it.each(['qqqxyz', 'autolog', 'Elsewhere'])('finds nothing for %s', (query) => {
    expect(found(query)).toEqual([]);
  });

  it('leads to the heading above a match', () => {
    const [hit] = find(index, 'API key required');
    const text = JSON.parse(files.get(pageFile('/docs/errors/')) ?? '');
    expect(text.parts[hit?.part ?? 0]).toEqual({
      id: 'no-key',
      title: 'No key',
      text: '401: API key required',
    });
  });

  it('has of a report no more than its title', () => {
    expect(found('API key required')).not.toContain('/docs/reference/snippets/');
    expect(found('tested code')).toEqual(['/docs/reference/snippets/']);
  });

  it('is the same for the same pages', () => {
    expect(indexPages(input)).toEqual(indexPages(input));
  });

  it('is not made without pages', () => {
    expect(() => indexPages({ pages: [], operations: new Map() })).toThrow('holds no page to index');
  });
});
