/** The committed result of following the quickstart as a new reader, and its form. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

export const RESULT = path.join(import.meta.dirname, 'result.json');
export const RENEW = 'Renew it: npm run bench -- newcomer';

const timed = z.array(z.strictObject({ step: z.string(), seconds: z.number().nonnegative() }));

const resultSchema = z.strictObject({
  /** Fingerprint of the code that the page showed. */
  inputs: z.string(),
  /** Day of the run, in UTC. */
  measuredOn: z.iso.date(),
  /** Versions that the page's own commands installed. */
  python: z.string(),
  mlflow: z.string(),
  /** Tabs that ran, with the seconds that each step took by the clock. */
  terminal: timed,
  notebook: timed,
  /** Commands and variables of the tab that is parsed only. */
  powershell: z.strictObject({ commands: z.array(z.string()), variables: z.array(z.string()) }),
  mistakes: z.array(
    z.strictObject({
      mistake: z.string(),
      program: z.string(),
      /** The line that tells, as it reads in production. */
      seen: z.string(),
      /** Where the guide says what to do. */
      told: z.string(),
    }),
  ),
});
export type Result = z.output<typeof resultSchema>;

/** Fingerprint of the code of a page, by what `blocks` has of it. */
export function inputsOf(blocks: readonly { language: string; code: string }[]): string {
  const code = blocks.map(({ language, code }) => [language, code]);
  return createHash('sha256').update(JSON.stringify(code)).digest('hex').slice(0, 16);
}

export async function readResult(): Promise<Result> {
  return resultSchema.parse(JSON.parse(await readFile(RESULT, 'utf8')));
}
