import fc from 'fast-check';
import { expect, it } from 'vitest';
import { verdictOf } from './attempts.ts';
import type { Reply } from './calls.ts';
import { Unproven } from './door.ts';

const ok = { kind: 'ok', value: undefined } as const;
const disturbed = { kind: 'disturbed' } as const;
const suspect = { kind: 'suspect', code: 'write_refused' } as const;
const fault = { kind: 'fault', code: 'timeout' } as const;

async function verdict(replies: readonly Reply<undefined>[]): Promise<string> {
  let next = 0;
  const attempt = async () => replies[next++] ?? ok;
  try {
    return (await verdictOf(attempt)) ?? 'ok';
  } catch (error) {
    if (error instanceof Unproven) return error.code;
    throw error;
  }
}

it('believes one success, whatever came before', async () => {
  const before = fc.array(fc.constantFrom(disturbed, suspect), { maxLength: 2 });
  await fc.assert(
    fc.asyncProperty(before, async (replies) => {
      expect(await verdict([...replies, ok])).toBe('ok');
    }),
  );
});

it('is contested as soon as others disturbed one attempt and none succeeded', async () => {
  const three = fc.array(fc.constantFrom(disturbed, suspect), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(three, async (replies) => {
      expect(await verdict(replies)).toBe(replies.includes(disturbed) ? 'contested' : 'write_refused');
    }),
  );
});

it('tells a fault that no client brings about at once', async () => {
  expect(await verdict([fault, ok])).toBe('timeout');
  expect(await verdict([disturbed, fault, ok])).toBe('timeout');
});
