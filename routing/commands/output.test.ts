import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { ANSWERS } from './output.ts';
import { runTool } from './tool.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const published = new URL('../output.schema.json', import.meta.url);
const validate = new Ajv2020({ strict: false }).compile(JSON.parse(await readFile(published, 'utf8')));

const SWAP = fixture('plans/swap.json');
const ALL = fixture('describe-all.json');

/** Runs that together fill every field at least once. */
const RUNS: Array<[answer: keyof typeof ANSWERS, args: string[]]> = [
  ['match', ['match', 'https://registry.hokus.ai/api/mlflow%2Fx?a=b', '--header', 'X-A: b']],
  ['match', ['match', 'https://app.example.com/v1/x', '--routes', ALL]],
  ['match', ['match', 'http://example.com/', '--routes', fixture('public/government-notifications.json')]],
  ['lint', ['lint']],
  ['lint', ['lint', ALL]],
  ['lint', ['lint', fixture('../migration/today.json')]],
  ['test', ['test']],
  ['gate', ['gate', SWAP]],
  ['gate', ['gate', fixture('plans/delete.json')]],
  ['gate', ['gate', fixture('plans/handover.json')]],
  ['diff', ['diff', ALL, fixture('describe-rules.json'), '--listener', 'https']],
  ['diff', ['diff', fixture('plans/routes.json'), fixture('../migration/today.json')]],
  ['table', ['table']],
  ['table', ['table', ALL]],
  ['import', ['import', ALL]],
  ['consent', ['gate', fixture('plans/create.json'), '--consent']],
  ['error', ['lint', 'no-such-file.json']],
];

describe('what the tool prints with --json', () => {
  it.each(RUNS)(
    '%s fits the published schema, and has no field that it does not name: %j',
    async (name, args) => {
      const { exitCode, out, err } = await runTool([...args, '--json']);
      const answer: unknown = JSON.parse(exitCode === 2 ? err : out);
      expect(validate(answer), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
      expect(ANSWERS[name].parse(answer)).toEqual(answer);
    },
  );

  it('covers every answer', () => {
    expect(new Set(RUNS.map(([name]) => name))).toEqual(new Set(Object.keys(ANSWERS)));
  });

  it('is told apart by command: a foreign or an older answer does not fit', () => {
    expect(validate({ version: 2, command: 'table', rows: [] })).toBe(false);
    expect(validate({ version: 1, command: 'bogus', rows: [] })).toBe(false);
    expect(validate({ version: 1, command: 'table', rows: [] })).toBe(true);
  });
});
