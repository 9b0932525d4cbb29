/** One operation of the document: parameters, bodies, responses, samples. */
import { errorResponses } from './errors.ts';
import type { Example } from './examples.ts';
import type { Releases } from './inventory.ts';
import { compact, type JsonObject } from './json.ts';
import { requestName, schemaName } from './names.ts';
import { type Operation, requiredFields } from './operations.ts';
import { codeSamples } from './samples.ts';
import type { SchemaBuilder } from './schemas.ts';
import type { Words } from './words.ts';

/** What all operations share while the document is made. */
export interface Context {
  schemas: SchemaBuilder;
  words: Words;
  releases: Releases;
  examples: Map<string, Example>;
}

/** The operation object of OpenAPI; the schemas that it needs are added to `context.schemas`. */
export function makeOperation(operation: Operation, context: Context): JsonObject {
  const { id, method, path, tag, facts } = operation;
  const words = operation.words.value;
  const example = context.examples.get(id);
  const since = facts === undefined ? words.since : context.releases.operation(method, path);
  const description = [
    words.deprecated === undefined ? '' : `Deprecated. ${words.deprecated}`,
    words.description,
    since === undefined ? '' : `Since MLflow ${since}.`,
  ];
  const parameters = makeParameters(operation, context, since);
  return compact({
    operationId: id,
    summary: words.summary,
    description: description.filter((text) => text !== '').join('\n\n'),
    tags: [tag],
    deprecated: words.deprecated === undefined ? undefined : true,
    'x-mlflow-since': since ?? `${context.releases.oldest} or earlier`,
    security: words.public ? [{}] : undefined,
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: makeRequestBody(operation, context, since),
    responses: {
      '200': makeResponse(operation, context, since),
      ...errorResponses(words.errors, example?.errors ?? {}, words.public),
    },
    'x-codeSamples': example === undefined ? undefined : codeSamples(operation, example),
  });
}

function makeParameters(operation: Operation, context: Context, since: string | undefined): JsonObject[] {
  const parameters = operation.pathParameters.map((name) =>
    parameter(operation, context, name, 'path', since),
  );
  if (operation.facts !== undefined && operation.method === 'GET') {
    for (const name of requestFields(operation, context))
      parameters.push(parameter(operation, context, name, 'query', since));
  }
  const required = new Set(operation.words.value.require);
  for (const place of ['query', 'headers'] as const) {
    for (const name of Object.keys(operation.words.value[place])) {
      const { description, ...schema } = context.words.field([`${operation.id} ${place}.${name}`]);
      const example = context.examples.get(operation.id)?.request[place][name];
      parameters.push(
        compact({
          name,
          in: place === 'query' ? 'query' : 'header',
          required: required.has(name) || undefined,
          description,
          schema: { type: 'string', ...schema },
          example,
        }),
      );
    }
  }
  return parameters;
}

/** Fields of the request message that travel in the query or the body. */
function requestFields({ facts, pathParameters, words }: Operation, { schemas }: Context): string[] {
  if (facts === undefined) return [];
  const hidden = new Set([...pathParameters, ...words.value.ignore]);
  for (const name of words.value.repeat) hidden.delete(name);
  return schemas
    .fields(facts.request)
    .map(([name]) => name)
    .filter((name) => !hidden.has(name));
}

function parameter(
  operation: Operation,
  context: Context,
  name: string,
  place: 'path' | 'query',
  since?: string,
): JsonObject {
  const { facts, id } = operation;
  const words = context.words.ofOperation(`${id} request`, operation.words.file, name);
  const field =
    facts === undefined ? undefined : Object.fromEntries(context.schemas.fields(facts.request))[name];
  const { description, deprecated, ...schema } =
    facts === undefined || field === undefined
      ? { type: 'string', ...words }
      : context.schemas.property(facts.request, name, field, words, since);
  if (field?.default !== undefined) schema.default ??= field.default;
  const value =
    place === 'path'
      ? context.examples.get(id)?.request.path[name]
      : context.examples.get(id)?.request.query[name];
  return compact({
    name,
    in: place,
    required: place === 'path' || requiredFields(operation).has(name) || undefined,
    description,
    deprecated,
    schema,
    example: value,
  });
}

function makeRequestBody(
  operation: Operation,
  context: Context,
  since: string | undefined,
): JsonObject | undefined {
  const { facts, id, words } = operation;
  const example = context.examples.get(id)?.request;
  if (words.value.sends !== undefined) {
    const { media, description, schema } = words.value.sends;
    const sample = example?.raw ?? example?.body;
    return {
      description,
      required: true,
      content: { [media]: compact({ schema: schema ?? {}, example: sample }) },
    };
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
  const name = requestName(facts.request);
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

function makeResponse(operation: Operation, context: Context, since: string | undefined): JsonObject {
  const { facts, id, words } = operation;
  const example = context.examples.get(id)?.response?.body;
  if (words.value.returns !== undefined) {
    const { media, description, schema } = words.value.returns;
    if (schema === undefined) return { description };
    return { description, content: { [media]: compact({ schema, example }) } };
  }
  if (facts === undefined) return { description: 'Done.' };
  const fields = context.schemas.fields(facts.response);
  if (fields.length === 0) {
    const schema = { type: 'object', description: 'Always empty.' };
    return {
      description: 'Done. The body is an empty object.',
      content: { 'application/json': { schema, example: {} } },
    };
  }
  const name = schemaName(facts.response);
  if (!context.schemas.components.has(name)) {
    const properties: JsonObject = {};
    for (const [field, fact] of fields) {
      const described = context.words.ofOperation(`${id} response`, words.file, field);
      properties[field] = context.schemas.property(facts.response, field, fact, described, since);
    }
    context.schemas.components.set(name, { type: 'object', description: `Answer of \`${id}\`.`, properties });
  }
  const schema = { $ref: `#/components/schemas/${name}` };
  return { description: 'Done.', content: { 'application/json': compact({ schema, example }) } };
}
