/** Recorded examples: what the real server was asked and answered, one file per tag. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const exampleSchema = z.strictObject({
  request: z.strictObject({
    path: z.record(z.string(), z.string()).default({}),
    query: z.record(z.string(), z.json()).default({}),
    /** JSON body. */
    body: z.record(z.string(), z.json()).optional(),
    /** Body that is not JSON, as text. */
    raw: z.string().optional(),
    media: z.string().optional(),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** Absent when this server cannot succeed; the request is still the sample. */
  response: z.strictObject({ status: z.number(), media: z.string(), body: z.json() }).optional(),
  /** Refusals by status. */
  errors: z.record(z.string(), z.json()).default({}),
});

export type Example = z.infer<typeof exampleSchema>;
const examplesFileSchema = z.record(z.string(), exampleSchema);

/** Examples by operationId. */
export function loadExamples(directory: string): Map<string, Example> {
  const examples = new Map<string, Example>();
  if (!existsSync(directory)) return examples;
  for (const name of readdirSync(directory)
    .filter((n) => n.endsWith('.json'))
    .sort()) {
    const file = examplesFileSchema.parse(JSON.parse(readFileSync(path.join(directory, name), 'utf8')));
    for (const [id, example] of Object.entries(file)) examples.set(id, example);
  }
  return examples;
}
