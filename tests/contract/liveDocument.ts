/**
 * The OpenAPI document with the identifiers of one server in it, for requests that nobody wrote by hand: a made-up ID
 * meets nothing but 404. What the requests are like otherwise is left to who makes them.
 */
import { stringify } from 'yaml';
import { loadExamples } from '../../openapi/generate/examples.ts';
import { EXAMPLES, render, SCENARIO } from '../../openapi/generate/files.ts';
import { isObject, type Json, type JsonObject } from '../../openapi/generate/json.ts';
import type { Operation } from '../../openapi/generate/operations.ts';
import type { Server } from '../../openapi/record/call.ts';
import { asItIs, toExamples } from '../../openapi/record/examples.ts';
import { type Exchange, playScenario } from '../../openapi/record/run.ts';
import { loadScenario } from '../../openapi/record/scenario.ts';

/** Operations that take away what others need. */
const TAKES_AWAY = /^(?:delete|remove|detach|abort|cancel)/;

/** Fields that name something on the server. */
const IDENTIFIER = /(?:^|_)(?:ids?|uuid)$/;

/** Plays the scenario on an empty server, but for calls that take away and those that take nothing away from nothing. */
export async function fillServer(server: Server, operations: readonly Operation[]): Promise<Exchange[]> {
  const steps = loadScenario(SCENARIO)
    .filter(({ call }) => !TAKES_AWAY.test(call) && !call.startsWith('restore'))
    .map((step) => ({ ...step, refuse: {} }));
  const exchanges: Exchange[] = [];
  await playScenario(steps, new Map(operations.map((operation) => [operation.id, operation])), server, {
    after: (exchange) => void exchanges.push(exchange),
  });
  return exchanges;
}

/**
 * The document as YAML: examples are what the server was asked, path parameters and identifiers can be nothing else, and
 * operations that take away come last.
 */
export function liveDocument(exchanges: Exchange[]): string {
  const examples = new Map([...loadExamples(EXAMPLES), ...toExamples(exchanges, asItIs)]);
  const { document } = render(examples);
  const { paths, components } = document;
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  if (!isObject(paths)) throw new TypeError('The document has no paths.');
  for (const operation of Object.values(paths).filter(isObject).flatMap(operationsOf)) {
    pinParameters(operation);
    pinBody(operation, schemas);
  }
  const rank = (item: Json): number => Number(isObject(item) && operationsOf(item).some(takesAway));
  const sorted = Object.entries(paths).sort(([, a], [, b]) => rank(a) - rank(b));
  return stringify(
    { ...document, paths: Object.fromEntries(sorted) },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

function operationsOf(item: JsonObject): JsonObject[] {
  return Object.values(item).filter(isObject);
}

function takesAway({ operationId }: JsonObject): boolean {
  return TAKES_AWAY.test(String(operationId));
}

function pinParameters({ parameters }: JsonObject): void {
  for (const parameter of Array.isArray(parameters) ? parameters.filter(isObject) : []) {
    const { name, example, schema } = parameter;
    const isPinned = parameter.in === 'path' || IDENTIFIER.test(String(name));
    if (isPinned && example !== undefined && isObject(schema)) parameter.schema = pinned(schema, example);
  }
}

/** Bodies have schemas of their own, so that a change to one meets no other operation. */
function pinBody({ requestBody }: JsonObject, schemas: JsonObject): void {
  const content = isObject(requestBody) && isObject(requestBody.content) ? requestBody.content : {};
  const media = content['application/json'];
  if (!isObject(media) || !isObject(media.example) || !isObject(media.schema)) return;
  const schema = schemas[String(media.schema.$ref).replace('#/components/schemas/', '')];
  if (!isObject(schema) || !isObject(schema.properties)) return;
  for (const [name, value] of Object.entries(media.example)) {
    const property = schema.properties[name];
    if (IDENTIFIER.test(name) && isObject(property)) schema.properties[name] = pinned(property, value);
  }
}

/** The schema with no other values than those of the example. */
function pinned(schema: JsonObject, example: Json): JsonObject {
  if (!Array.isArray(example)) return { ...schema, enum: [example] };
  return { ...schema, items: { ...(isObject(schema.items) ? schema.items : {}), enum: example } };
}
