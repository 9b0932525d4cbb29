/** The committed results of the long tests. */
import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const RESULTS = new URL('./results.json', import.meta.url);

const resultsSchema = z.record(
  z.string(),
  z.strictObject({
    /** Fingerprint of everything that the test file depends on. */
    inputs: z.string().regex(/^[0-9a-f]{64}$/),
    /** Tests that passed with it; none failed and none was skipped. */
    passed: z.int().positive(),
    /** How long they took. */
    seconds: z.int().nonnegative(),
  }),
);

/** By test file, its path from the project's root. */
export type Results = z.infer<typeof resultsSchema>;

/** @throws Error when the file has another shape */
export async function readResults(): Promise<Results> {
  return resultsSchema.parse(JSON.parse(await readFile(RESULTS, 'utf8')));
}

/** Writes the results in the order of their files. */
export async function writeResults(results: Results): Promise<void> {
  const sorted = Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1));
  await writeFile(RESULTS, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}
