/** Our OpenAPI documents as typed data: the part of OpenAPI 3.1 that they use. */
import { parse } from 'yaml';
import * as z from 'zod';

const keywordsSchema = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  'x-enum-descriptions': z.record(z.string(), z.string()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  example: z.unknown().optional(),
  pattern: z.string().optional(),
  contentEncoding: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  deprecated: z.boolean().optional(),
  'x-mlflow-since': z.string().optional(),
  $ref: z.string().optional(),
});

/** A JSON Schema; `$ref` leads to another of the document. */
export interface Schema extends z.infer<typeof keywordsSchema> {
  items?: Schema | undefined;
  properties?: Record<string, Schema> | undefined;
  additionalProperties?: boolean | Schema | undefined;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  keywordsSchema.extend({
    items: schemaSchema.optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
    anyOf: z.array(schemaSchema).optional(),
    oneOf: z.array(schemaSchema).optional(),
  }),
);

const mediaSchema = z.object({
  schema: schemaSchema.optional(),
  example: z.unknown().optional(),
  examples: z.record(z.string(), z.object({ summary: z.string().optional(), value: z.unknown() })).optional(),
});

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  description: z.string().default(''),
  deprecated: z.boolean().optional(),
  schema: schemaSchema,
  example: z.unknown().optional(),
  'x-mlflow-since': z.string().optional(),
});

const responseSchema = z.object({
  description: z.string(),
  headers: z
    .record(z.string(), z.object({ description: z.string().default(''), schema: schemaSchema.optional() }))
    .default({}),
  content: z.record(z.string(), mediaSchema).default({}),
});
const refSchema = z.object({ $ref: z.string() });

const serversSchema = z.array(z.object({ url: z.string(), description: z.string().default('') }));
const securitySchema = z.array(z.record(z.string(), z.array(z.string())));

const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  tags: z.tuple([z.string()]),
  deprecated: z.boolean().default(false),
  security: securitySchema.optional(),
  'x-mlflow-since': z.string().optional(),
  /** operationId of what to use in place of a deprecated one. */
  'x-successor': z.string().optional(),
  'x-stability': z.enum(['stable', 'undocumented', 'deprecated']).default('stable'),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z
    .object({
      description: z.string().default(''),
      required: z.boolean().default(false),
      content: z.record(z.string(), mediaSchema),
    })
    .optional(),
  responses: z.record(z.string(), z.union([refSchema, responseSchema])),
  'x-codeSamples': z.array(z.object({ lang: z.string(), label: z.string(), source: z.string() })).default([]),
});

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;
const operation = operationSchema.optional();
const pathItemSchema = z.object({
  servers: serversSchema.optional(),
  get: operation,
  put: operation,
  post: operation,
  patch: operation,
  delete: operation,
});

const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  servers: serversSchema,
  security: securitySchema.default([]),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), pathItemSchema),
  components: z.object({
    schemas: z.record(z.string(), schemaSchema),
    responses: z.record(z.string(), responseSchema).default({}),
  }),
});

export type Parameter = z.infer<typeof parameterSchema>;
type Response = z.infer<typeof responseSchema>;
export type OpenApiDocument = z.infer<typeof documentSchema>;

/** A response of an operation. */
export interface OperationResponse extends Response {
  status: string;
  /** Name of the shared response that it is, such as `Unauthorized`. */
  shared: string | undefined;
}

/** An operation with what the document says of it elsewhere. */
export interface DocumentOperation
  extends Omit<z.infer<typeof operationSchema>, 'tags' | 'responses' | 'security'> {
  method: string;
  path: string;
  tag: string;
  /** Base URLs, the hosted one first. */
  servers: readonly string[];
  /** Whether the registry asks for a key. */
  needsKey: boolean;
  responses: readonly OperationResponse[];
}

/**
 * Reads a document.
 *
 * @param yaml its text.
 * @throws ZodError when it uses a part of OpenAPI that the reference does not show.
 */
export function readDocument(yaml: string): { data: unknown; document: OpenApiDocument } {
  const data: unknown = parse(yaml);
  return { data, document: documentSchema.parse(data) };
}

/** All operations, in the order of the document. */
export function operationsOf(document: OpenApiDocument): DocumentOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const found = item[method];
      if (found === undefined) return [];
      const { tags, responses, security, ...rest } = found;
      return {
        ...rest,
        method: method.toUpperCase(),
        path,
        tag: tags[0],
        servers: (item.servers ?? document.servers).map(({ url }) => url),
        needsKey: (security ?? document.security).some((scheme) => Object.keys(scheme).length > 0),
        responses: Object.entries(responses).map(([status, response]) =>
          '$ref' in response
            ? { status, shared: nameOf(response.$ref), ...sharedResponse(document, response.$ref) }
            : { status, shared: undefined, ...response },
        ),
      };
    }),
  );
}

function sharedResponse({ components }: OpenApiDocument, ref: string): Response {
  const response = components.responses[nameOf(ref)];
  if (response === undefined) throw new Error(`The OpenAPI document has no ${ref}.`);
  return response;
}

/** The schema with that of its `$ref` below its own keywords, which come first; and the name of what it refers to. */
export function resolve(
  document: OpenApiDocument,
  { $ref, ...schema }: Schema,
): { schema: Schema; name: string | undefined } {
  if ($ref === undefined) return { schema, name: undefined };
  const name = nameOf($ref);
  const target = document.components.schemas[name];
  if (target === undefined) throw new Error(`The OpenAPI document has no ${$ref}.`);
  return { schema: { ...resolve(document, target).schema, ...schema }, name };
}

/** Last part of a `$ref`. */
function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
