/** Reads the operations that MLflow writes in FastAPI, whose schemas the inventory holds in OpenAPI's own form. */
import type { Inventory } from './inventory.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

/** What FastAPI knows of an operation. */
export interface FastapiFacts {
  parameters: { name: string; place: 'path' | 'query'; required: boolean; schema: JsonObject }[];
  /** Name of the body's schema. */
  request: string | undefined;
  /** Name of the answer's schema; absent for an answer without properties. */
  response: string | undefined;
  /** Names of query parameters and body properties that must be there. */
  required: string[];
}

/** Facts of the operation, or nothing when FastAPI does not list it. */
export function fastapiFacts(inventory: Inventory, method: string, path: string): FastapiFacts | undefined {
  const item = inventory.fastapi?.paths[path];
  const operation = isObject(item) ? item[method.toLowerCase()] : undefined;
  if (!isObject(operation)) return undefined;
  const parameters = (Array.isArray(operation.parameters) ? operation.parameters : [])
    .filter(isObject)
    .map((p) => ({
      name: String(p.name),
      place: p.in === 'path' ? ('path' as const) : ('query' as const),
      required: p.required === true,
      schema: plain(isObject(p.schema) ? p.schema : {}, false),
    }));
  const request = jsonSchemaName(operation.requestBody);
  const responses = isObject(operation.responses) ? operation.responses : {};
  const body = request === undefined ? undefined : inventory.fastapi?.schemas[request];
  const bodyRequired = isObject(body) && Array.isArray(body.required) ? body.required.map(String) : [];
  return { parameters, request, response: jsonSchemaName(responses['200']), required: bodyRequired };
}

/** `Name` of `content.application/json.schema.$ref`. */
function jsonSchemaName(holder: Json | undefined): string | undefined {
  const content =
    isObject(holder) && isObject(holder.content) ? holder.content['application/json'] : undefined;
  const schema = isObject(content) ? content.schema : undefined;
  const reference = isObject(schema) ? schema.$ref : undefined;
  return typeof reference === 'string' ? reference.split('/').at(-1) : undefined;
}

/**
 * FastAPI's `anyOf` with null in the short form.
 * @param nullable whether null may stay: a query parameter cannot be null
 */
export function plain(schema: JsonObject, nullable: boolean): JsonObject {
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const others = anyOf.filter(isObject).filter((option) => option.type !== 'null');
  const [only] = others;
  if (only === undefined || others.length > 1) return schema;
  if (!nullable) return { ...rest, ...only };
  return typeof only.type === 'string' ? { ...rest, ...only, type: [only.type, 'null'] } : schema;
}

/** The same schema with every reference replaced by what `refer` makes of the name. */
export function mapReferences(node: Json, refer: (name: string) => JsonObject): Json {
  if (Array.isArray(node)) return node.map((item) => mapReferences(item, refer));
  if (!isObject(node)) return node;
  if (typeof node.$ref === 'string') return { ...node, ...refer(node.$ref.split('/').at(-1) ?? '') };
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, mapReferences(value, refer)]));
}
