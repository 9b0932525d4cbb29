/** The form of an inventory: what an MLflow release offers over HTTP. */
import * as z from 'zod';
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

const routeSchema = z.object({ method: z.string(), path: z.string() });

const inventorySchema = z.object({
  mlflow: z.string(),
  operations: z.array(operationSchema),
  messages: z.record(z.string(), z.record(z.string(), fieldSchema)),
  enums: z.record(z.string(), z.array(z.string())),
  routes: z.array(routeSchema).optional(),
  /** Routes that MLflow's login app adds, which the server has only when it is started with it. */
  login: z.array(routeSchema).optional(),
  fastapi: z.object({ paths: z.record(z.string(), json), schemas: z.record(z.string(), json) }).optional(),
});

export type Field = z.infer<typeof fieldSchema>;
export type InventoryOperation = z.infer<typeof operationSchema>;
export type Inventory = z.infer<typeof inventorySchema>;

/** The facts of the pinned release, as `openapi/inventory/inventory.py` writes them. */
export function parseInventory(text: string): Inventory {
  return inventorySchema.parse(JSON.parse(text));
}
