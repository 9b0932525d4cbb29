import { describe, expect, it } from 'vitest';
import { find } from './find.ts';
import { type IndexedPage, type IndexedPart, isIndexFile, readIndex, writeIndex } from './searchIndex.ts';

const part = (fields: Partial<IndexedPart>): IndexedPart => ({
  title: '',
  names: '',
  heading: '',
  text: '',
  code: '',
  ...fields,
});

const pages: IndexedPage[] = [
  { url: '/docs/runs/', title: 'Runs', first: 0 },
  { url: '/docs/errors/', title: 'Errors', first: 2 },
  { url: '/api/mlflow/create-run/', title: 'Create a run', first: 4 },
  { url: '/docs/reference/snippets/', title: 'Tested code', first: 5 },
];

const parts = [
  part({ title: 'Runs', text: 'A run is one execution of your code.' }),
  part({
    title: 'Runs',
    heading: 'Resume',
    text: 'Resume a run with its ID.',
    code: 'mlflow.start_run(run_id)',
  }),
  part({ title: 'Errors', text: 'Find your error by its words.' }),
  part({ title: 'Errors', heading: 'API key required', text: 'The call has no key.' }),
  part({ title: 'Create a run', names: 'createrun runscreate createRun create_run', text: 'Starts a run.' }),
  part({ title: 'Tested code', text: 'Runs, errors, metrics.' }),
];

const index = readIndex(JSON.parse(JSON.stringify(writeIndex(pages, parts))));
const found = (typed: string): string[] => find(index, typed).map(({ page, part }) => `${page.url}${part}`);

describe('the index as a file', () => {
  it('is told from other files', () => {
    expect(isIndexFile(writeIndex(pages, parts))).toBe(true);
    for (const other of [undefined, null, 'index', {}, []]) expect(isIndexFile(other)).toBe(false);
  });

  it('knows its terms', () => {
    expect(index.terms.has('runid')).toBe(true);
    expect(index.terms.has('metric')).toBe(true);
    expect(index.terms.has('metrics')).toBe(false);
  });
});

describe('what is found', () => {
  it.each([
    ['resume', '/docs/runs/1'],
    ['API key required', '/docs/errors/1'],
    ['why does a call have no key', '/docs/errors/1'],
    ['createRun', '/api/mlflow/create-run/0'],
    ['runs/create', '/api/mlflow/create-run/0'],
    ['createR', '/api/mlflow/create-run/0'],
    ['exec', '/docs/runs/0'],
    ['exceution', '/docs/runs/0'],
    ['start_run', '/docs/runs/1'],
    ['"create run"', '/api/mlflow/create-run/0'],
  ])('for %j is first %s', (typed, first) => {
    expect(found(typed)[0]).toBe(first);
  });

  it('is one hit for each page', () => {
    const urls = find(index, 'run').map(({ page }) => page.url);
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('has guides before the reference before reports, where they say the same', () => {
    const urls = ['/docs/reference/snippets/', '/api/mlflow/get-run/', '/docs/runs/'];
    const same = urls.map((url, first) => ({ url, title: 'Runs', first }));
    const alike = readIndex(
      writeIndex(
        same,
        urls.map(() => part({ text: 'What a run is.' })),
      ),
    );
    expect(find(alike, 'run').map(({ page }) => page.url)).toEqual(urls.toReversed());
  });

  it('has all words when they are in quotation marks', () => {
    expect(found('"resume key"')).toEqual([]);
  });

  it.each(['qqqxyz', '', '  ', '///'])('is nothing for %j', (typed) => {
    expect(found(typed)).toEqual([]);
  });
});
