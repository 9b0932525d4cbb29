/**
 * What readers copy works: runs the samples in curl and Python against real servers. Those in TypeScript are run by
 * contract.long.test.ts, whose calls they make.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { clientSampled, playClientSamples } from './clientSamples.ts';
import { type Outcomes, playSamples, sampled } from './playSamples.ts';

const kinds = [
  { name: 'curl', operations: sampled('curl'), play: () => playSamples('curl') },
  { name: 'Python with requests', operations: sampled('python'), play: () => playSamples('python') },
  { name: 'Python with the MLflow client', operations: clientSampled, play: playClientSamples },
];
const outcomes = new Map<string, Outcomes>();

beforeAll(async () => {
  // At once, as most of the time goes into starting a server for each.
  await Promise.all(kinds.map(async ({ name, play }) => outcomes.set(name, await play())));
}, 300_000);

describe.each(kinds)('the sample in $name', ({ name, operations }) => {
  it.each(operations.map(({ id }) => id))('of %s runs as it is shown', (id) => {
    expect(outcomes.get(name)?.get(id)).toBeNull();
  });
});
