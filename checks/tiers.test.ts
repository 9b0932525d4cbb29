import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../machine/temporary.ts';
import { findTests, tierOf } from './tiers.ts';

it.each([
  ['src/lib/name.test.ts', 'unit'],
  ['src/components/Name/index.test.tsx', 'unit'],
  ['stack/mlflow.test.ts', 'unit'],
  ['tests/budgets/weight.site.test.ts', 'site'],
  ['tests/e2e/outage.mlflow.test.ts', 'mlflow'],
])('%s is of the tier %s', (file, tier) => {
  expect(tierOf(file)).toBe(tier);
});

it.each([
  ['src/name.foo.test.ts', 'says no tier'],
  ['src/name.unit.test.ts', 'says no tier'],
  ['src/name.spec.ts', 'says no tier'],
  ['src/name.test.js', 'says no tier'],
  ['infra/name.test.ts', 'outside the rooms'],
  ['name.test.ts', 'outside the rooms'],
])('%s is refused, because it %s', (file, words) => {
  expect(() => tierOf(file)).toThrow(`${file}`);
  expect(() => tierOf(file)).toThrow(words);
});

it('finds test files wherever they are, but not in packages', async () => {
  await using folder = await temporaryFolder('tiers');
  for (const file of ['src/a.test.ts', 'node_modules/p/b.test.js', 'tests/x/c.stack.test.ts']) {
    await mkdir(path.dirname(path.join(folder.path, file)), { recursive: true });
    await writeFile(path.join(folder.path, file), '');
  }
  expect([...findTests(folder.path)]).toEqual([
    ['src/a.test.ts', 'unit'],
    ['tests/x/c.stack.test.ts', 'stack'],
  ]);
  await writeFile(path.join(folder.path, 'src/d.foo.test.ts'), '');
  expect(() => findTests(folder.path)).toThrow('src/d.foo.test.ts');
});
