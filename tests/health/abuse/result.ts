/** The committed result of all attacks, and the table of it in README.md of the service. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { fingerprint, inputFiles } from '../../../machine/inputs.ts';

export const RESULT = path.join(import.meta.dirname, 'result.json');
export const README = path.join(import.meta.dirname, '..', '..', '..', 'health', 'README.md');
export const RENEW = 'Renew it: npm run bench -- health-abuse';

/** Rounds of the canary by what the report said after them. */
const said = z.record(z.string(), z.number().int().positive());
const resultSchema = z.strictObject({
  /** Fingerprint of what decides about the result. */
  inputs: z.string(),
  attacks: z.array(z.strictObject({ tried: z.string(), said })),
  /** Random sequences of attacks. */
  sequences: z.strictObject({ count: z.number().int(), said }),
});
export type Result = z.output<typeof resultSchema>;

const INPUTS = [
  'health/canary',
  'health/probe/answers.ts',
  'health/probe/upstream.ts',
  'machine/mlflow_server.py',
  'stack/requirements.txt',
  'tests/health/abuse/abuse.ts',
  'tests/health/abuse/attacks.ts',
  'tests/health/rounds.ts',
];

/** The fingerprint now. */
export const currentInputs = async () => fingerprint(await inputFiles(INPUTS));

export async function readResult(): Promise<Result> {
  return resultSchema.parse(JSON.parse(await readFile(RESULT, 'utf8')));
}

/** The table, as README.md holds it. */
function renderTable({ attacks, sequences }: Result): string {
  const words = (counts: Result['attacks'][number]['said']) =>
    Object.entries(counts)
      .toSorted(([left], [right]) => left.localeCompare(right))
      .map(([word, count]) => `\`${word}\` ${count}×`)
      .join(', ');
  return [
    '| What was tried, again and again | What the report said |',
    '| --- | --- |',
    ...attacks.map((attack) => `| ${attack.tried} | ${words(attack.said)} |`),
    `| ${sequences.count} random sequences of these | ${words(sequences.said)} |`,
  ].join('\n');
}

const TABLE = /\| What was tried, again and again \|(.*\n)*?(?=\n)/;

/** README.md with the table of a result. */
export function withTable(readme: string, result: Result): string {
  if (!TABLE.test(readme)) throw new Error('health/README.md has no table of what was tried.');
  return readme.replace(TABLE, `${renderTable(result)}\n`);
}
