import { describe, expect, it } from 'vitest';
import { ALLOWED, judge } from './allowed.ts';
import { sourceFiles } from './files.ts';
import { findForbidden } from './find.ts';
import { show } from './show.ts';

const files = await sourceFiles();
const { forbidden, unused } = judge(
  files.flatMap(({ file, text }) => findForbidden(file, text)),
  ALLOWED,
);

describe('the sources', () => {
  it('are all searched, README and OpenAPI documents among them', () => {
    const names = files.map(({ file }) => file);
    expect(names).toEqual(
      expect.arrayContaining([
        'README.md',
        'endpoint.ts',
        'openapi/mlflow.yaml',
        'docs/guide/quickstart.mdx',
      ]),
    );
  });

  it('name one tracking URI, only known hosts, and no key but the placeholder', () => {
    expect(show(forbidden)).toEqual([]);
  });

  it('need every allowance that is made for them', () => {
    expect(unused).toEqual([]);
  });
});
