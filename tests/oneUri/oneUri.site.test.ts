/** One tracking URI: no source and no built page names another one, a host that does not exist, or a key. */
import { describe, expect, it } from 'vitest';
import { ALLOWED, judge } from './allowed.ts';
import { builtFiles, sourceFiles } from './files.ts';
import { findForbidden } from './find.ts';
import { show } from './show.ts';

describe('the sources', async () => {
  const files = await sourceFiles();
  const { forbidden, unused } = judge(
    files.flatMap(({ file, text }) => findForbidden(file, text)),
    ALLOWED,
  );

  it('are all searched, README and OpenAPI documents among them', () => {
    const some = ['README.md', 'endpoint.ts', 'openapi/mlflow.yaml', 'docs/guide/quickstart.mdx'];
    expect(files.map(({ file }) => file)).toEqual(expect.arrayContaining(some));
  });

  it('name one tracking URI, only known hosts, and no key but the placeholder', () => {
    expect(show(forbidden)).toEqual([]);
  });

  it('need every allowance that is made for them', () => {
    expect(unused).toEqual([]);
  });
});

describe('the built site', async () => {
  const files = await builtFiles();

  it('is there, with its pages', () => {
    const some = ['build/index.html', 'build/docs/quickstart/index.html'];
    expect(files.map(({ file }) => file)).toEqual(expect.arrayContaining(some));
  });

  it('names one tracking URI, only known hosts, and no key but the placeholder', () => {
    expect(show(files.flatMap(({ file, text }) => findForbidden(file, text)))).toEqual([]);
  });
});
