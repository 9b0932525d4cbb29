/** Reads `openapi/inventory/*.json` and answers since which release an operation or field exists. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Json } from './json.ts';

const json: z.ZodType<Json> = z.json();

const fieldSchema = z.object({
  /** Protobuf scalar (`string`, `int64`, …), `enum`, `map`, or the full name of a message. */
  type: z.string(),
  enum: z.string().optional(),
  repeated: z.boolean().optional(),
  default: json.optional(),
  required: z.boolean().optional(),
  deprecated: z.boolean().optional(),
  oneof: z.string().optional(),
  get values() {
    return fieldSchema.optional();
  },
});

const operationSchema = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string(),
  rpc: z.string(),
  service: z.string(),
  request: z.string(),
  response: z.string(),
  visibility: z.string(),
  handler: z.string().optional(),
  checks: z.record(z.string(), z.array(z.string())).optional(),
});

const inventorySchema = z.object({
  mlflow: z.string(),
  operations: z.array(operationSchema),
  messages: z.record(z.string(), z.record(z.string(), fieldSchema)),
  enums: z.record(z.string(), z.array(z.string())),
  routes: z.array(z.object({ method: z.string(), path: z.string() })).optional(),
  fastapi: z.object({ paths: z.record(z.string(), json), schemas: z.record(z.string(), json) }).optional(),
});

export type Field = z.infer<typeof fieldSchema>;
export type InventoryOperation = z.infer<typeof operationSchema>;
export type Inventory = z.infer<typeof inventorySchema>;

/** The inventories of all releases, oldest first; the last one is the pinned release. */
export function loadInventories(directory: string): Inventory[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => inventorySchema.parse(JSON.parse(readFileSync(join(directory, name), 'utf8'))))
    .sort((a, b) => compareVersions(a.mlflow, b.mlflow));
}

/** Orders `3.9.0` before `3.10.1`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (const [i, part] of left.entries()) {
    const difference = part - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Looks up the first release that has a thing. */
export class Releases {
  readonly #inventories: Inventory[];

  /** @param inventories all releases, oldest first */
  constructor(inventories: Inventory[]) {
    this.#inventories = inventories;
  }

  /** Minor release such as `3.9` that first answers the operation; `undefined` for the oldest one known. */
  operation(method: string, path: string): string | undefined {
    return this.#first((i) =>
      i.operations.some((o) => o.method === method && o.path === path && o.handler !== undefined),
    );
  }

  /** Minor release that first has the field; `undefined` for the oldest one known. */
  field(message: string, field: string): string | undefined {
    return this.#first((i) => i.messages[message]?.[field] !== undefined);
  }

  /** Minor release that first has the enum value; `undefined` for the oldest one known. */
  enumValue(name: string, value: string): string | undefined {
    return this.#first((i) => i.enums[name]?.includes(value) === true);
  }

  #first(has: (inventory: Inventory) => boolean): string | undefined {
    const index = this.#inventories.findIndex(has);
    return index <= 0 ? undefined : minor(this.#inventories[index]?.mlflow ?? '');
  }

  /** The oldest release known, as `3.4`. */
  get oldest(): string {
    return minor(this.#inventories[0]?.mlflow ?? '');
  }
}

function minor(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
