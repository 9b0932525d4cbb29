/**
 * Reads `openapi/descriptions/*.yaml`: our words for what the inventory lists. Every entry remembers its file
 * and line, and whether it was used, so that an entry that matches nothing is found.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import type { Json, JsonObject } from './json.ts';
import { GenerateError, type Problem } from './problems.ts';

const json: z.ZodType<Json> = z.json();
/** A description, or an object of JSON Schema keywords that holds one. */
const wordSchema = z.union([
  z.string(),
  z.looseObject({ description: z.string() }).and(z.record(z.string(), json)),
]);
const wordsSchema = z.record(z.string(), wordSchema);
const mediaSchema = z.strictObject({
  /** Media types of the same body, the one first that a client should expect. */
  media: z
    .union([z.string().transform((type) => [type]), z.array(z.string()).min(1)])
    .default(['application/json']),
  description: z.string(),
  /** Left out when there is no body. */
  schema: z.record(z.string(), json).optional(),
});
/** Shapes that an error body can have: MLflow's, FastAPI's, a page of Flask, or plain text. */
const errorShapeSchema = z.enum(['mlflow', 'detail', 'html', 'text']);
const errorSchema = z.union([
  z.string(),
  z.strictObject({ description: z.string(), as: z.array(errorShapeSchema).min(1) }),
]);

/** Fields of an answer that are always there. */
const alwaysSchema = z.strictObject({
  fields: z.array(z.string()).min(1),
  /** File and function of MLflow that set them. */
  source: z.string().regex(/^mlflow\/\S+\.py [\w.]+$/),
});

const operationSchema = z.strictObject({
  /** Method and path of the inventory's operation or route. */
  is: z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/),
  summary: z.string(),
  description: z.string(),
  /** Why it should not be used any more, in words. */
  deprecated: z.string().optional(),
  /** operationId of what to use in its place. */
  successor: z.string().optional(),
  /** Fields that the server insists on, beyond what its declared checks tell. */
  require: z.array(z.string()).default([]),
  /** Fields that the server wants in some cases; their words say in which. */
  conditional: z.array(z.string()).default([]),
  /** Path parameters that the body must repeat. */
  repeat: z.array(z.string()).default([]),
  request: wordsSchema.default({}),
  response: wordsSchema.default({}),
  always: alwaysSchema.optional(),
  /** Query parameters of a route that no descriptor knows. */
  query: wordsSchema.default({}),
  headers: wordsSchema.default({}),
  sends: mediaSchema.optional(),
  returns: mediaSchema.optional(),
  errors: z.record(z.string(), errorSchema).default({}),
  since: z.string().optional(),
  /** Lines of Python that call the operation with `client`, an `MlflowClient`, or `mlflow`. */
  python: z.string().optional(),
});

const schemaSchema = z.strictObject({
  description: z.string(),
  properties: wordsSchema.default({}),
  always: alwaysSchema.optional(),
  /** What the values of an enum mean. */
  values: z.record(z.string(), z.string()).default({}),
});

const partSchema = z.record(z.string(), json);
const fileSchema = z.strictObject({
  tag: z.string().optional(),
  position: z.number().optional(),
  description: z.string().optional(),
  operations: z.record(z.string(), operationSchema).default({}),
  schemas: z.record(z.string(), schemaSchema).default({}),
  fields: wordsSchema.default({}),
  /** Words that the generator puts between others, such as those before a list of causes. */
  phrases: z.record(z.string(), z.string()).default({}),
  /** Parts of OpenAPI as they are, where no descriptor has them. */
  components: z
    .strictObject({
      schemas: z.record(z.string(), partSchema).default({}),
      responses: z.record(z.string(), partSchema).default({}),
    })
    .prefault({}),
});

type Word = z.infer<typeof wordSchema>;
export type ErrorShape = z.infer<typeof errorShapeSchema>;
export type ErrorWords = z.infer<typeof errorSchema>;
type Always = z.infer<typeof alwaysSchema>;
export type OperationWords = z.infer<typeof operationSchema>;

/** One description with the place where it stands. */
export interface Entry<T> {
  value: T;
  file: string;
  line: number;
  used: boolean;
}

interface TagWords {
  name: string;
  position: number;
  description: string;
  /** operationId to its words, in the order of the file. */
  operations: [string, Entry<OperationWords>][];
}

/** All words, by what they describe. */
export interface Descriptions {
  tags: TagWords[];
  /**
   * `createRun request.run_name`, `createRun response.run`, `Run.info`; `*.page_token` holds everywhere and
   * `openapi/descriptions/runs.yaml key` in that file.
   */
  words: Map<string, Entry<Word>>;
  /** Schema name to its description. */
  schemas: Map<string, Entry<string>>;
  /** Parts of the document that no descriptor has, by name. */
  components: { schemas: Map<string, JsonObject>; responses: Map<string, JsonObject> };
  /** What is always there, by schema or operationId. */
  always: Map<string, Entry<Always>>;
  /** Connecting words by name. */
  phrases: Map<string, Entry<string>>;
}

/** @throws GenerateError naming file, line and field of everything that does not describe anything */
export function loadDescriptions(directory: string, shownDirectory: string): Descriptions {
  const descriptions: Descriptions = {
    tags: [],
    words: new Map(),
    schemas: new Map(),
    components: { schemas: new Map(), responses: new Map() },
    always: new Map(),
    phrases: new Map(),
  };
  const problems: Problem[] = [];
  for (const name of readdirSync(directory)
    .filter((n) => n.endsWith('.yaml'))
    .sort()) {
    readDescriptions(
      readFileSync(path.join(directory, name), 'utf8'),
      `${shownDirectory}/${name}`,
      descriptions,
      problems,
    );
  }
  if (problems.length > 0) throw new GenerateError(problems);
  descriptions.tags.sort((a, b) => a.position - b.position);
  return descriptions;
}

function readDescriptions(text: string, file: string, descriptions: Descriptions, problems: Problem[]): void {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (path: PropertyKey[]) => lineOfKey(document, lines, path);
  for (const error of document.errors) {
    problems.push({
      file,
      line: lines.linePos(error.pos[0]).line,
      message: error.message.split('\n')[0] ?? '',
    });
  }
  if (document.errors.length > 0) return;
  const parsed = fileSchema.safeParse(document.toJS());
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push({ file, line: lineOf(issue.path), message: `${issue.path.join('.')}: ${issue.message}` });
    }
    return;
  }
  const { tag, position, description, operations, schemas, fields, phrases, components } = parsed.data;
  const add = <T>(map: Map<string, Entry<T>>, key: string, value: T, path: PropertyKey[]) => {
    const line = lineOf(path);
    if (map.has(key)) problems.push({ file, line, message: `"${key}" is described twice; keep one` });
    map.set(key, { value, file, line, used: false });
  };
  const addAll = (prefix: string, words: Record<string, Word>, path: PropertyKey[]) => {
    for (const [key, word] of Object.entries(words))
      add(descriptions.words, `${prefix}${key}`, word, [...path, key]);
  };
  for (const [id, operation] of Object.entries(operations)) {
    for (const part of ['request', 'response', 'query', 'headers'] as const) {
      addAll(`${id} ${part}.`, operation[part], ['operations', id, part]);
    }
    if (operation.always) add(descriptions.always, id, operation.always, ['operations', id, 'always']);
  }
  for (const [name, schema] of Object.entries(schemas)) {
    add(descriptions.schemas, name, schema.description, ['schemas', name]);
    if (schema.always) add(descriptions.always, name, schema.always, ['schemas', name, 'always']);
    addAll(`${name}.`, schema.properties, ['schemas', name, 'properties']);
    addAll(`${name}.`, schema.values, ['schemas', name, 'values']);
  }
  for (const kind of ['schemas', 'responses'] as const)
    for (const [name, part] of Object.entries(components[kind]))
      descriptions.components[kind].set(name, part);
  for (const [name, phrase] of Object.entries(phrases))
    add(descriptions.phrases, name, phrase, ['phrases', name]);
  addAll(tag === undefined ? '*.' : `${file} `, fields, ['fields']);
  if (tag === undefined) return;
  descriptions.tags.push({
    name: tag,
    position: position ?? 1000,
    description: description ?? '',
    operations: Object.entries(operations).map(([id, value]) => [
      id,
      { value, file, line: lineOf(['operations', id]), used: false },
    ]),
  });
}

/** Line of the key at the end of `path`; of the deepest key that exists when the path leads nowhere. */
function lineOfKey(document: Document, lines: LineCounter, path: PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const step of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
    if (pair === undefined) break;
    if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
    node = pair.value;
  }
  return lines.linePos(offset).line;
}
