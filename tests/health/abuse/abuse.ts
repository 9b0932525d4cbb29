/** Attacks the canary while it plays its rounds, and notes what the report says. */
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { blames } from '../../../health/probe/outcome.ts';
import { codesIn, type Endpoint } from '../endpoint.ts';
import { createRounds, type Played, type Rounds } from '../rounds.ts';
import type { Attack } from './attacks.ts';

/**
 * How the attacker comes in: before each request of the canary, so that every step of it meets a world that was just
 * changed; or beside it all the time, so that its requests meet the attacker's inside MLflow.
 */
export const ways = ['before each request', 'all the time'] as const;
type Way = (typeof ways)[number];

/** Attackers beside the canary. */
const AT_ONCE = 3;

/** What was said in how many rounds: `pass`, or a check and its code. */
export type Said = Readonly<Record<string, number>>;

export interface Tried {
  readonly said: Said;
  /** What a round held against MLflow, which it must not. */
  readonly blamed: readonly string[];
}

/**
 * Attacks for so many rounds of the canary, each with a direct round after it.
 * @param everyth acts before every so many-th request only
 */
export async function attack(
  endpoint: Endpoint,
  act: Attack['act'],
  { way, rounds, everyth = 1 }: { readonly way: Way; readonly rounds: number; readonly everyth?: number },
): Promise<Tried> {
  let requests = 0;
  const beforeEach = async () => {
    requests += 1;
    if (way === 'before each request' && requests % everyth === 0) await act();
  };
  // A fresh run is due in every round, so that it is attacked too.
  const played = createRounds(endpoint, { beforeEach, runEveryMs: 1 });
  let over = false;
  const loop = async () => {
    while (!over) {
      await act();
      // An attack that finds nothing to do must not keep everything else from being done.
      await setImmediate();
    }
  };
  const beside = way === 'all the time' ? Promise.all(Array.from({ length: AT_ONCE }, loop)) : undefined;
  try {
    return await note(played, rounds);
  } finally {
    over = true;
    await beside;
  }
}

async function note(played: Rounds, rounds: number): Promise<Tried> {
  const said: Record<string, number> = {};
  const blamed: string[] = [];
  const add = ({ outcomes, report }: Played) => {
    for (const [name, outcome] of Object.entries(outcomes))
      if (blames(outcome) && 'code' in outcome) blamed.push(`${name} ${outcome.code}`);
    if (report.status !== 'pass') blamed.push(`report ${report.status}`);
  };
  await played.direct().then(add);
  for (let round = 0; round < rounds; round += 1) {
    const after = await played.canary();
    add(after);
    add(await played.direct());
    const codes = Object.entries(codesIn(after.report)).map((entry) => entry.join(' '));
    for (const word of codes.length === 0 ? ['pass'] : codes) said[word] = (said[word] ?? 0) + 1;
  }
  return { said, blamed };
}

/** What was held against a working MLflow. */
export function unjust({ breaksUploads = false }: Attack, { blamed }: Tried): readonly string[] {
  const just = breaksUploads ? ['uploads write_refused', 'report warn'] : [];
  return blamed.filter((each) => !just.includes(each));
}

/**
 * Attacks at random: any sequence of attacks, one before each request of the canary, over and over.
 * @returns what was said, over all sequences
 * @throws an error with the shortest sequence found that turns the report
 */
export async function attackAtRandom(
  endpoint: Endpoint,
  attacks: readonly Attack[],
  { sequences, rounds }: { readonly sequences: number; readonly rounds: number },
): Promise<Said> {
  const total: Record<string, number> = {};
  const harmless = attacks.filter(({ breaksUploads = false }) => !breaksUploads);
  const sequence = fc.array(fc.constantFrom(...harmless), { minLength: 2, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(sequence, fc.constantFrom(...ways), async (chosen, way) => {
      let next = 0;
      const act = async () => {
        const current = chosen[next % chosen.length];
        next += 1;
        await current?.act();
      };
      const { said, blamed } = await attack(endpoint, act, { way, rounds });
      for (const { undo } of chosen) await undo?.();
      const words = chosen.map(({ tried }) => tried).join('; ');
      assert.deepEqual(blamed, [], `${way}: ${words}`);
      for (const [word, count] of Object.entries(said)) total[word] = (total[word] ?? 0) + count;
    }),
    { numRuns: sequences, endOnFailure: true },
  );
  return total;
}

/** Whether the canary finds everything in order again, once nobody disturbs it. */
export async function isWell(endpoint: Endpoint): Promise<boolean> {
  const { said, blamed } = await attack(endpoint, async () => {}, { way: 'before each request', rounds: 1 });
  return blamed.length === 0 && Object.keys(said).join() === 'pass';
}
