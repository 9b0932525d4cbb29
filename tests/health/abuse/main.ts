/** Tries every attack on a real MLflow and writes what the report said: `npm run bench -- health-abuse`. */
import { readFile, writeFile } from 'node:fs/promises';
import { startEndpoint } from '../endpoint.ts';
import { attack, attackAtRandom, isWell, type Said, unjust, ways } from './abuse.ts';
import { attacksOn } from './attacks.ts';
import { currentInputs, README, RESULT, type Result, withTable } from './result.ts';

/** Rounds of the canary in each way of attacking. */
const ROUNDS = 4;
const SEQUENCES = 30;

const endpoint = await startEndpoint();
try {
  const attacks = attacksOn(endpoint);
  const tried: Result['attacks'] = [];
  for (const current of attacks) {
    const { tried: name, act, undo } = current;
    const said: Record<string, number> = {};
    for (const way of ways) {
      const result = await attack(endpoint, act, { way, rounds: ROUNDS });
      const blamed = unjust(current, result);
      if (blamed.length > 0) throw new Error(`${name}, ${way}: ${blamed.join(', ')}`);
      add(said, result.said);
    }
    await undo?.();
    if (!(await isWell(endpoint))) throw new Error(`${name}: the canary doesn't recover afterward.`);
    console.log(`${name}: ${JSON.stringify(said)}`);
    tried.push({ tried: name, said });
  }
  const said = await attackAtRandom(endpoint, attacks, { sequences: SEQUENCES, rounds: 2 });
  console.log(`${SEQUENCES} random sequences: ${JSON.stringify(said)}`);
  const result = { inputs: await currentInputs(), attacks: tried, sequences: { count: SEQUENCES, said } };
  await writeFile(RESULT, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(README, withTable(await readFile(README, 'utf8'), result));
} finally {
  await endpoint.remove();
}

function add(total: Record<string, number>, said: Said): void {
  for (const [word, count] of Object.entries(said)) total[word] = (total[word] ?? 0) + count;
}
