import { beforeAll, expect, it } from 'vitest';
import { findTests } from '../tiers.ts';
import { inputsOf } from './inputs.ts';
import { readResults } from './results.ts';

const MIGRATION = 'tests/terraform/migration.long.test.ts';
const SAMPLES = 'tests/contract/samples.long.test.ts';

const tests = [...findTests()].filter(([, tier]) => tier === 'long').map(([file]) => file);
let inputs: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  inputs = await inputsOf(tests);
});

it.each([
  ['itself', MIGRATION, MIGRATION],
  ['what it imports', MIGRATION, 'routing/migration/steps.ts'],
  ['what that reads', MIGRATION, 'infra/modules/rules/main.tf'],
  ['data', MIGRATION, 'routing/routes.json'],
  ['the pages whose commands it runs', MIGRATION, 'docs/guide/operate/move-rules.mdx'],
  ['the Python packages', SAMPLES, 'stack/requirements.txt'],
  ['the programs that it starts', SAMPLES, 'machine/mlflow_server.py'],
])('a long test depends on %s', (_what, test, file) => {
  expect(inputs.get(test)).toContain(file);
});

it.each([
  ['prose about it', MIGRATION, 'infra/README.md'],
  ['other tests', MIGRATION, 'routing/lint.test.ts'],
  ['what its stack has and it never asks', SAMPLES, 'health/main.ts'],
])('a long test does not depend on %s', (_what, test, file) => {
  expect(inputs.get(test)).not.toContain(file);
});

it('every long test has a committed result, and no other has', async () => {
  expect(Object.keys(await readResults()).sort()).toEqual(tests.toSorted());
});
