import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../machine/paths.js';
import type { Tier } from '../tiers.ts';
import { affected } from './affected.ts';
import { READS } from './reads.ts';

const IMPORTERS = new Map([
  ['src/lib/a.ts', ['src/lib/b.ts', 'src/lib/a.test.ts']],
  ['src/lib/b.ts', ['src/lib/b.test.ts']],
  ['src/lib/a.test.ts', []],
  ['src/lib/b.test.ts', []],
  ['routing/load.ts', ['stack/stack.ts']],
  ['stack/stack.ts', []],
  ['stack/health.ts', ['stack/stack.ts']],
  ['health/main.ts', []],
  ['snippets/runner/suite.ts', ['tests/snippets/guide.stack.test.ts']],
  ['setup/lock.js', []],
]);

const TESTS = new Map<string, Tier>([
  ['src/lib/a.test.ts', 'unit'],
  ['src/lib/b.test.ts', 'unit'],
  ['tests/budgets/weight.site.test.ts', 'site'],
  ['tests/e2e/search.stack.test.ts', 'stack'],
  ['tests/reference/limits.stack.test.ts', 'stack'],
  ['tests/snippets/guide.stack.test.ts', 'stack'],
]);

/** Test files that a change affects, in one list; the word "everything" when it is everything. */
function testsOf(...changed: string[]) {
  const found = affected(changed, IMPORTERS, TESTS);
  return found.all ? 'everything' : [...found.tests.values()].flat().sort();
}

describe('a change', () => {
  it('of code reaches whatever imports it, and the built site', () => {
    expect(testsOf('src/lib/b.ts')).toEqual([
      'src/lib/b.test.ts',
      'tests/budgets/weight.site.test.ts',
      'tests/e2e/search.stack.test.ts',
    ]);
    expect(testsOf('src/lib/a.ts')).toContain('src/lib/b.test.ts');
  });

  it('of a test runs that test', () => {
    expect(testsOf('src/lib/a.test.ts')).toEqual(['src/lib/a.test.ts']);
  });

  it('of the rules, or of a program that the stack starts, reaches all that use the stack', () => {
    const stack = [...TESTS.keys()].filter((file) => file.includes('.stack.'));
    expect(testsOf('routing/routes.json')).toEqual(expect.arrayContaining(stack));
    expect(testsOf('health/main.ts')).toEqual(stack);
  });

  it.each(['package-lock.json', 'setup/lock.js', 'stack/requirements.txt', 'strange/file.bin'])(
    'of %s can affect everything',
    (file) => {
      expect(testsOf(file)).toBe('everything');
    },
  );

  it('of a README affects no test', () => {
    expect(testsOf('README.md')).toEqual([]);
  });
});

describe('a guide page', () => {
  it('has its own code run, and no other page’s', () => {
    const found = affected(['docs/guide/quickstart.mdx'], IMPORTERS, TESTS);
    expect(found).toMatchObject({ all: false, pages: ['docs/guide/quickstart.mdx'] });
    expect(testsOf('docs/guide/quickstart.mdx')).toContain('tests/snippets/guide.stack.test.ts');
  });

  it('runs with all others when the runner changed too', () => {
    const found = affected(['docs/guide/quickstart.mdx', 'snippets/runner/suite.ts'], IMPORTERS, TESTS);
    expect(found).toMatchObject({ all: false, pages: undefined });
  });
});

it('names no reader that is not there', () => {
  const readers = READS.flatMap(({ by }) => by);
  expect(readers.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});
