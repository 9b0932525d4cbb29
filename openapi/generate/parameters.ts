/** Parameters of an operation: path, query and headers. */
import { requestFields } from './bodies.ts';
import type { Context } from './context.ts';
import type { FastapiFacts } from './fastapi.ts';
import { compact, type JsonObject } from './json.ts';
import { type Operation, requiredFields } from './operations.ts';

/** Parameters in the order path, query, header. */
export function makeParameters(
  operation: Operation,
  context: Context,
  since: string | undefined,
): JsonObject[] {
  if (operation.fastapi !== undefined) return fastapiParameters(operation, operation.fastapi, context);
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

function fastapiParameters(
  operation: Operation,
  facts: FastapiFacts,
  { words, examples }: Context,
): JsonObject[] {
  const { id } = operation;
  const request = examples.get(id)?.request;
  return facts.parameters.map(({ name, place, required, schema }) => {
    const { description, ...keywords } = words.ofOperation(`${id} request`, operation.words.file, name);
    return compact({
      name,
      in: place,
      required: required || undefined,
      description,
      schema: { ...schema, ...keywords },
      example: request?.[place][name],
    });
  });
}
