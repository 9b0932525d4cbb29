/** What one run of Vitest leaves for the summary: the reporter writes it, the runner reads it. */
import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** Variable that names the file to write. */
export const REPORT_VARIABLE = 'CHECKS_REPORT';

const testSchema = z.object({
  name: z.string(),
  /** Duration in milliseconds, set-up of the test included. */
  ms: z.number(),
  state: z.enum(['passed', 'failed', 'skipped']),
  /** Why it was skipped. */
  reason: z.string().optional(),
});

const testReportSchema = z.object({
  files: z.array(
    z.object({
      /** Path from the project's root. */
      file: z.string(),
      /** Milliseconds for everything: imports, hooks, tests. */
      ms: z.number(),
      /** Failures outside of tests: the file cannot be read, or a hook failed. */
      faults: z.number(),
      tests: z.array(testSchema),
    }),
  ),
  /** Errors that belong to no file. */
  errors: z.number(),
});

/** Every file of a run, with its tests. */
export type TestReport = z.infer<typeof testReportSchema>;

/** Reads a report; undefined when the run ended before it wrote one. */
export async function readTestReport(file: string): Promise<TestReport | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : testReportSchema.parse(JSON.parse(text));
}
