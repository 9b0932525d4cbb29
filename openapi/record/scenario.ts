/**
 * Reads `openapi/scenario/*.yaml`: the calls that exercise every operation, in an order that works. The
 * recorder makes the examples from them, the contract tests hold the document against them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Json, JsonObject } from '../generate/json.ts';

const json: z.ZodType<Json> = z.json();
const values = z.record(z.string(), json);

const stepSchema = z.strictObject({
  /** operationId. Its first call becomes the example. */
  call: z.string(),
  /** True for a call that only prepares something: never the example. */
  setup: z.boolean().default(false),
  /** Fields by name; path, query, headers and body are told apart by the operation. `<name>` stands for a kept value. */
  send: values.default({}),
  /** Body that is not JSON. */
  raw: z.string().optional(),
  media: z.string().optional(),
  /** Values to remember: name to the place in the answer, such as `run.info.run_id`. */
  keep: z.record(z.string(), z.string()).default({}),
  /** Fields to change so that the call is refused, by status. */
  refuse: z.record(z.string(), values).default({}),
  /** Status that stands for success here, where no 2xx can be had; the reason why. */
  expect: z.strictObject({ status: z.number(), because: z.string() }).optional(),
});

export type Step = z.infer<typeof stepSchema>;
const fileSchema = z.array(stepSchema);

/** All steps, files in the order of their names. */
export function loadScenario(directory: string): Step[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const parsed = fileSchema.safeParse(parse(readFileSync(path.join(directory, name), 'utf8')));
      if (!parsed.success) throw new Error(`openapi/scenario/${name}: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
}

/** The value with `<name>` replaced by what was kept under that name. */
export function fill(value: Json, kept: ReadonlyMap<string, string>): Json {
  if (typeof value === 'string') {
    return value.replace(/<(\w+)>/g, (_, name: string) => {
      const found = kept.get(name);
      if (found === undefined) throw new Error(`Nothing was kept as "${name}" yet`);
      return found;
    });
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, kept));
  return typeof value === 'object' && value !== null ? fillAll(value, kept) : value;
}

/** The same for every value of an object. */
export function fillAll(object: JsonObject, kept: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, fill(value, kept)]));
}
