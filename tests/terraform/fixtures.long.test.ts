/** The recorded fixtures of `routing/` are what Terraform and moto write today. */
import { beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { readJson } from '../../routing/load.ts';
import { describeWith } from '../need.ts';
import { missingProvider } from './availability.ts';
import { FIXTURES, record } from './plans/recording.ts';

const FILES = [
  'plans/create.json',
  'plans/no-change.json',
  'plans/move.json',
  'plans/swap.json',
  'plans/delete.json',
  'plans/rename.json',
  'plans/replace.json',
  'plans/handover.json',
  'plans/catch-all-before-health.json',
  'plans/all-conditions.json',
  'state.json',
  'describe-rules.json',
];

/** Another release of Terraform writes the same but for its own version. */
const comparable = (value: unknown) => ({ ...z.looseObject({}).parse(value), terraform_version: undefined });

describeWith(missingProvider(), 'The recorded fixtures', () => {
  let recorded: Map<string, object>;

  beforeAll(async () => {
    recorded = await record();
  });

  it('are all that is recorded', () => {
    expect([...recorded.keys()].sort()).toEqual(FILES.toSorted());
  });

  it.each(FILES)('are fresh: %s', async (file) => {
    const committed = await readJson(new URL(file, FIXTURES));
    const renew = `routing/fixtures/${file} is out of date. Renew it: npm run routes:plans`;
    expect(comparable(recorded.get(file)), renew).toEqual(comparable(committed));
  });
});
