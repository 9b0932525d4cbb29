import { describe, expect, it } from 'vitest';
import { builtFiles } from './files.ts';
import { findForbidden } from './find.ts';
import { show } from './show.ts';

const files = await builtFiles();

describe.skipIf(files.length === 0)('the built site', () => {
  it('has pages', () => {
    expect(files.map(({ file }) => file)).toContain('build/index.html');
  });

  it('names one tracking URI, only known hosts, and no key but the placeholder', () => {
    expect(show(files.flatMap(({ file, text }) => findForbidden(file, text)))).toEqual([]);
  });
});
