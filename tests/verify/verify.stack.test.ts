/** The local stack is a deployment that is right in every row that plain http can show. */
import { expect, inject, it } from 'vitest';
import { loadExpectations } from '../../routing/load.ts';
import { createClient } from '../../verify/request.ts';
import { rowsOf, verify } from '../../verify/verify.ts';

it('passes in every row', async () => {
  const { registryOrigin: origin, docsOrigin: docs, key } = inject('stack');
  const deployment = { origin, docs, key, client: createClient({ timeoutMs: 30_000 }) };
  const results = await verify(rowsOf(deployment, await loadExpectations()));
  expect(results.filter(({ outcome }) => outcome.status === 'fail')).toEqual([]);
  const skipped = results.filter(({ outcome }) => outcome.status === 'skipped');
  expect(
    skipped.filter(({ outcome }) => !/could change something|https|plain http/.test(outcome.detail)),
  ).toEqual([]);
  expect(results.length - skipped.length).toBeGreaterThan(50);
});
