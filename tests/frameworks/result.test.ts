/** The committed result of `npm run bench -- frameworks` is of the code that the page shows. */
import { expect, it } from 'vitest';
import { planAll, RENEW, readResult } from './result.ts';

it('is of all code that the tests leave to it', async () => {
  const { plan, identities } = await planAll();
  expect(plan.problems).toEqual([]);
  expect(identities.length).toBeGreaterThan(1);
  expect((await readResult()).identities, RENEW).toEqual(identities);
});
