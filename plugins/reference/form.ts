/** What the request form of an operation asks for. */
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import type { FormField, Kind, Place, RequestForm } from '../../src/lib/request/form.ts';
import { typed } from '../../src/lib/request/values.ts';
import { type OpenApiDocument, resolve, type Schema } from './document.ts';
import { textOf } from './fields.ts';
import { plain } from './markdown.ts';
import type { ReferenceOperation } from './reading.ts';

/** @returns undefined for an operation that no page can call, as only the platform reaches it. */
export function formData(operation: ReferenceOperation, document: OpenApiDocument): RequestForm | undefined {
  const { operationId, method, path, servers, needsKey } = operation;
  const base = servers.find((url) => new URL(url).origin === REGISTRY_ORIGIN);
  if (base === undefined) return undefined;
  const destructive = method === 'DELETE' || /^(?:delete|abort)/.test(operationId);
  const body = bodyOf(operation, document);
  const fields = [...parameters(operation, document), ...(body?.fields ?? [])].map((field) =>
    // The example of a removal must not be a click away: it might exist.
    destructive ? { ...field, start: '' } : field,
  );
  return {
    operationId,
    method,
    path,
    base,
    needsKey,
    destructive,
    fields: [...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)],
    ...(body && { body: body.kind }),
  };
}

function parameters(operation: ReferenceOperation, document: OpenApiDocument): FormField[] {
  return operation.parameters
    .filter(({ deprecated }) => deprecated !== true)
    .map(({ name, in: place, required, description, schema, example }) => {
      const words = description || (schema.description ?? '');
      return field(document, { name, place, required, schema: { ...schema, description: words }, example });
    });
}

function bodyOf(
  { requestBody }: ReferenceOperation,
  document: OpenApiDocument,
): { kind: { type: string; file: boolean }; fields: FormField[] } | undefined {
  const [[type, media] = []] = Object.entries(requestBody?.content ?? {});
  if (type === undefined) return undefined;
  if (!/\bjson$/.test(type)) return { kind: { type, file: true }, fields: [] };
  const { schema } = resolve(document, media?.schema ?? {});
  const required = new Set(schema.required);
  const example: Readonly<Record<string, unknown>> = { ...Object(media?.example) };
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) =>
    field(document, {
      name,
      place: 'body',
      required: required.has(name),
      schema: property,
      example: example[name],
    }),
  );
  return { kind: { type, file: false }, fields };
}

interface Source {
  name: string;
  place: Place;
  required: boolean;
  schema: Schema;
  example: unknown;
}

function field(
  document: OpenApiDocument,
  { name, place, required, schema: reference, example }: Source,
): FormField {
  const { schema } = resolve(document, reference);
  const kind = kindOf(document, schema, place);
  const { minimum, maximum, maxLength, pattern } = schema;
  const values = kind === 'choice' ? (schema.enum?.map(textOf) ?? ['true', 'false']) : undefined;
  const limits = Object.entries({ values, minimum, maximum, maxLength, pattern });
  return {
    name,
    place,
    kind,
    required,
    help: plain(schema.description ?? ''),
    start: typed({ kind }, example),
    example: typed({ kind }, example ?? schema.example ?? schema.default),
    ...Object.fromEntries(limits.filter(([, limit]) => limit !== undefined)),
  };
}

function kindOf(document: OpenApiDocument, schema: Schema, place: Place): Kind {
  if (schema.enum !== undefined || schema.type === 'boolean') return 'choice';
  switch (schema.type) {
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
    case 'string':
      return 'text';
    case 'array':
      return place !== 'body' || isText(document, schema.items) ? 'lines' : 'json';
    default:
      return place === 'body' ? 'json' : 'text';
  }
}

function isText(document: OpenApiDocument, items: Schema | undefined): boolean {
  if (items === undefined) return false;
  const { schema } = resolve(document, items);
  return schema.type === 'string' && schema.enum === undefined;
}
