/** Bodies of an operation: what is sent and what is answered. */
import type { Context } from './context.ts';
import { compact, isObject, type Json, type JsonObject } from './json.ts';
import { requestName, schemaName } from './names.ts';
import { type Operation, requiredFields } from './operations.ts';
import type { SchemaBuilder } from './schemas.ts';

/** What all operations share that have nothing to say. */
const EMPTY = 'EmptyResponse';

function emptyResponse({ schemas }: Context): JsonObject {
  const schema = named(schemas, EMPTY, { type: 'object', description: 'Always empty.' });
  return {
    description: 'Success. The answer is an empty object.',
    content: { 'application/json': { schema, example: {} } },
  };
}

/** An object by a name, which it has in generated clients; any other schema as it is. */
function named(schemas: SchemaBuilder, name: string, schema: JsonObject): JsonObject {
  if (schema.type !== 'object') return schema;
  schemas.components.set(schemas.claim(name, name), schema);
  return { $ref: `#/components/schemas/${name}` };
}

/** `getRun` → `GetRun`. */
function capital(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}

/** Fields of the request message that travel in the query or the body. */
export function requestFields({ facts, pathParameters, words }: Operation, { schemas }: Context): string[] {
  if (facts === undefined) return [];
  const hidden = new Set(pathParameters);
  for (const name of words.value.repeat) hidden.delete(name);
  return schemas
    .fields(facts.request)
    .map(([name]) => name)
    .filter((name) => !hidden.has(name));
}

/** Body of the request; nothing when there is none. */
export function makeRequestBody(
  operation: Operation,
  context: Context,
  since: string | undefined,
): JsonObject | undefined {
  const { facts, id, words } = operation;
  const example = context.examples.get(id)?.request;
  if (words.value.sends !== undefined) {
    const { media, description, schema = {} } = words.value.sends;
    const [name, sample] = [`${capital(id)}Request`, example?.raw ?? example?.body];
    const body = named(context.schemas, name, { ...schema, ...requiredOf(schema, words.value.require) });
    return { description, required: true, content: contentOf(media, body, sample) };
  }
  if (operation.fastapi?.request !== undefined) {
    const schema = context.schemas.given(operation.fastapi.request);
    return { required: true, content: { 'application/json': compact({ schema, example: example?.body }) } };
  }
  if (facts === undefined || operation.method === 'GET') return undefined;
  const names = requestFields(operation, context);
  if (names.length === 0) return undefined;
  const fields = new Map(context.schemas.fields(facts.request));
  const properties: JsonObject = {};
  for (const name of names) {
    const field = fields.get(name);
    if (field === undefined) continue;
    const described = context.words.ofOperation(`${id} request`, words.file, name);
    const property = context.schemas.property(facts.request, name, field, described, since);
    if (field.default !== undefined) property.default ??= field.default;
    properties[name] = property;
  }
  const required = names.filter((name) => requiredFields(operation).has(name));
  const name = context.schemas.claim(requestName(facts.request), `body of ${facts.request}`);
  const schema = compact({
    type: 'object',
    description: `Body of \`${id}\`.`,
    required: required.length > 0 ? required : undefined,
    properties,
  });
  context.schemas.components.set(name, schema);
  const content = compact({ schema: { $ref: `#/components/schemas/${name}` }, example: example?.body });
  return { required: required.length > 0, content: { 'application/json': content } };
}

/** The answer of success. */
export function makeResponse(operation: Operation, context: Context, since: string | undefined): JsonObject {
  const { facts, id, words } = operation;
  const example = context.examples.get(id)?.response?.body;
  if (words.value.returns !== undefined) {
    const { media, description, schema } = words.value.returns;
    if (schema === undefined) return { description };
    const always = context.words.always(
      id,
      Object.keys(isObject(schema.properties) ? schema.properties : {}),
    );
    const body = named(context.schemas, `${capital(id)}Response`, compact({ ...schema, required: always }));
    return { description, content: contentOf(media, body, example) };
  }
  if (operation.fastapi !== undefined) {
    if (operation.fastapi.response === undefined) return emptyResponse(context);
    const schema = context.schemas.given(operation.fastapi.response);
    return { description: 'Success.', content: { 'application/json': compact({ schema, example }) } };
  }
  if (facts === undefined) return { description: 'Success.' };
  const fields = context.schemas.fields(facts.response);
  if (fields.length === 0) return emptyResponse(context);
  const name = context.schemas.claim(schemaName(facts.response), facts.response);
  if (!context.schemas.components.has(name)) {
    const properties: JsonObject = {};
    for (const [field, fact] of fields) {
      const described = context.words.ofOperation(`${id} response`, words.file, field);
      properties[field] = context.schemas.property(facts.response, field, fact, described, since);
    }
    const required = context.words.always(id, Object.keys(properties));
    const schema = compact({ type: 'object', description: `Answer of \`${id}\`.`, required, properties });
    context.schemas.components.set(name, schema);
  }
  const schema = { $ref: `#/components/schemas/${name}` };
  return {
    description: returnedWords(context.schemas.components.get(name)),
    content: { 'application/json': compact({ schema, example }) },
  };
}

/** The same body for each of the media types. */
function contentOf(media: readonly string[], schema: JsonObject, example: Json | undefined): JsonObject {
  return Object.fromEntries(media.map((type) => [type, compact({ schema, example })]));
}

/** `required` of a body whose schema is ours: those of its properties that the server insists on. */
function requiredOf({ properties }: JsonObject, wanted: readonly string[]): JsonObject {
  const required = isObject(properties) ? wanted.filter((name) => name in properties) : [];
  return required.length > 0 ? { required } : {};
}

/** Fields that only lead to the next page. */
const PAGING = /page_token$/;
/** More than this, and the list of fields says it better. */
const MOST_FIELDS = 3;

/** What an answer holds, in the words of its fields: the first sentence of each. */
function returnedWords(schema: JsonObject | undefined): string {
  const properties = isObject(schema?.properties) ? Object.entries(schema.properties) : [];
  const sentences = properties
    .filter(([name]) => !PAGING.test(name))
    .map(([, property]) => (isObject(property) ? firstSentence(property.description) : ''));
  return sentences.length > MOST_FIELDS || sentences.includes('') ? 'Success.' : sentences.join(' ');
}

function firstSentence(text: Json | undefined): string {
  return typeof text === 'string' ? (/^.*?\.(?=\s|$)/s.exec(text)?.[0] ?? text) : '';
}
