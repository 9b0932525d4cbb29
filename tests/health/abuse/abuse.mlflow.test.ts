/**
 * What somebody who holds a key can do to the report of a working MLflow: nothing but make a check count for nothing. A
 * few rounds of each attack run here; `npm run bench -- health-abuse` commits the result of many.
 */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Endpoint, startEndpoint } from '../endpoint.ts';
import { startRelay } from '../relay.ts';
import { createRounds } from '../rounds.ts';
import { attack, attackAtRandom, isWell, unjust } from './abuse.ts';
import { attacksOn } from './attacks.ts';
import { currentInputs, README, RENEW, readResult, withTable } from './result.ts';

let endpoint: Endpoint;
/** Methods and paths of all requests that MLflow got. */
let requests: readonly string[];
let mlflowUrl: string;
let closeRelay: () => Promise<void>;

beforeAll(async () => {
  endpoint = await startEndpoint(async (url) => {
    const relay = await startRelay(url);
    ({ requests, url: mlflowUrl, close: closeRelay } = relay);
    return relay.url;
  });
});
afterAll(async () => {
  await endpoint?.remove();
  await closeRelay?.();
});

describe('what MLflow gets', () => {
  const PER_DIRECT = 5;
  const PER_CANARY = 7;
  /** It looks whether one is due, creates it, reads it and deletes it. */
  const PER_FRESH = 4;
  const PER_MINUTE = 6 * PER_DIRECT + PER_CANARY;

  it('is five requests a direct round, seven a round of the canary, and one fresh run for all instances', async () => {
    const instances = [1, 2, 3].map(() => createRounds(endpoint, { mlflowUrl }));
    const count = async (work: () => Promise<unknown>) => {
      const before = requests.length;
      await work();
      return requests.length - before;
    };
    // Each finds the place, and sees once that no fresh run is due; only the first has made one.
    for (const { canary } of instances) await canary();
    expect(requests.filter((request) => request.endsWith('/runs/create'))).toHaveLength(2);
    for (const { direct, canary } of instances) {
      expect(await count(direct)).toBe(PER_DIRECT);
      expect(await count(canary)).toBe(PER_CANARY);
    }
    const due = createRounds(endpoint, { mlflowUrl, runEveryMs: 1 });
    await due.canary();
    expect(await count(due.canary)).toBe(PER_CANARY + PER_FRESH);
  });

  it('is what the README says', async () => {
    const readme = await readFile(README, 'utf8');
    expect(readme).toContain(`| Direct rounds | up to ${6 * PER_DIRECT} (${PER_DIRECT} a round) |`);
    expect(readme).toContain(`| Canary rounds | ${PER_CANARY} (`);
    expect(readme).toContain(`${PER_FRESH} more an hour`);
    expect(readme).toContain(
      `${PER_MINUTE} requests a minute from one instance, ${3 * PER_MINUTE} from three`,
    );
  });
});

describe('a key holder cannot turn the report of a working MLflow', () => {
  const names = attacksOn({ asUser: () => Promise.reject(new Error('only the names are wanted')) });

  it.each(names.map(({ tried }) => tried))('%s', async (name) => {
    const chosen = attacksOn(endpoint).find(({ tried }) => tried === name);
    if (chosen === undefined) throw new TypeError(`no attack is called ${name}`);
    // Files are read while they are deleted; all else is changed between two steps of the canary.
    const way = chosen.contests === 'artifacts' ? 'all the time' : 'before each request';
    const result = await attack(endpoint, chosen.act, { way, rounds: 1, everyth: 3 });
    await chosen.undo?.();
    expect(unjust(chosen, result)).toEqual([]);
    const allowed = ['pass', `${chosen.contests} contested`];
    if (chosen.breaksUploads !== true)
      for (const word of Object.keys(result.said)) expect(allowed).toContain(word);
  });

  it('by any sequence of those', async () => {
    await attackAtRandom(endpoint, attacksOn(endpoint), { sequences: 2, rounds: 1 });
  });

  it('for longer than the attack lasts', async () => {
    expect(await isWell(endpoint)).toBe(true);
  });
});

describe('the committed result', () => {
  it('is of these attacks and of this canary', async () => {
    const { inputs, attacks } = await readResult();
    expect(attacks.map(({ tried }) => tried)).toEqual(attacksOn(endpoint).map(({ tried }) => tried));
    expect(inputs, RENEW).toBe(await currentInputs());
  });

  it('holds nothing against a working MLflow, and every check that others can disturb was disturbed', async () => {
    const { attacks, sequences } = await readResult();
    const breaking = attacksOn(endpoint).flatMap(({ tried, breaksUploads }) =>
      breaksUploads ? [tried] : [],
    );
    const harmless = attacks.filter(({ tried }) => !breaking.includes(tried));
    const words = new Set([...harmless, sequences].flatMap(({ said }) => Object.keys(said)));
    expect([...words].toSorted()).toEqual(['artifacts contested', 'pass', 'writes contested']);
  });

  it('is the table in the README', async () => {
    const readme = await readFile(README, 'utf8');
    expect(withTable(readme, await readResult()), RENEW).toBe(readme);
  });
});
