/**
 * Reads `openapi/overlay/*.yaml`: our words for what the inventory lists. Every entry remembers its file
 * and line, and whether it was used, so that an entry that matches nothing is found.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import type { Json } from './json.ts';
import { GenerateError, type Problem } from './problems.ts';

const json: z.ZodType<Json> = z.json();
/** A description, or an object of JSON Schema keywords that holds one. */
const wordSchema = z.union([
  z.string(),
  z.looseObject({ description: z.string() }).and(z.record(z.string(), json)),
]);
const wordsSchema = z.record(z.string(), wordSchema);
const mediaSchema = z.strictObject({
  media: z.string().default('application/json'),
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

const operationSchema = z.strictObject({
  /** Method and path of the inventory's operation or route. */
  is: z.string().regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/),
  summary: z.string(),
  description: z.string(),
  deprecated: z.string().optional(),
  /** Fields that the server insists on, beyond what its declared checks tell. */
  require: z.array(z.string()).default([]),
  /** Fields that the server wants in some cases; their words say in which. */
  conditional: z.array(z.string()).default([]),
  /** Path parameters that the body must repeat. */
  repeat: z.array(z.string()).default([]),
  request: wordsSchema.default({}),
  response: wordsSchema.default({}),
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
  /** What the values of an enum mean. */
  values: z.record(z.string(), z.string()).default({}),
});

const fileSchema = z.strictObject({
  tag: z.string().optional(),
  position: z.number().optional(),
  description: z.string().optional(),
  operations: z.record(z.string(), operationSchema).default({}),
  schemas: z.record(z.string(), schemaSchema).default({}),
  fields: wordsSchema.default({}),
});

type Word = z.infer<typeof wordSchema>;
export type ErrorShape = z.infer<typeof errorShapeSchema>;
export type OverlayError = z.infer<typeof errorSchema>;
export type OverlayOperation = z.infer<typeof operationSchema>;

/** One text of the overlay with the place where it stands. */
export interface Entry<T> {
  value: T;
  file: string;
  line: number;
  used: boolean;
}

interface OverlayTag {
  name: string;
  position: number;
  description: string;
  /** operationId to its words, in the order of the file. */
  operations: [string, Entry<OverlayOperation>][];
}

/** All words, by what they describe. */
export interface Overlay {
  tags: OverlayTag[];
  /**
   * `createRun request.run_name`, `createRun response.run`, `Run.info`; `*.page_token` holds everywhere and
   * `openapi/overlay/runs.yaml key` in that file.
   */
  words: Map<string, Entry<Word>>;
  /** Schema name to its description. */
  schemas: Map<string, Entry<string>>;
}

/** @throws GenerateError naming file, line and field of everything that is not an overlay entry */
export function loadOverlay(directory: string, shownDirectory: string): Overlay {
  const overlay: Overlay = { tags: [], words: new Map(), schemas: new Map() };
  const problems: Problem[] = [];
  for (const name of readdirSync(directory)
    .filter((n) => n.endsWith('.yaml'))
    .sort()) {
    readOverlayFile(
      readFileSync(path.join(directory, name), 'utf8'),
      `${shownDirectory}/${name}`,
      overlay,
      problems,
    );
  }
  if (problems.length > 0) throw new GenerateError(problems);
  overlay.tags.sort((a, b) => a.position - b.position);
  return overlay;
}

function readOverlayFile(text: string, file: string, overlay: Overlay, problems: Problem[]): void {
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
  const { tag, position, description, operations, schemas, fields } = parsed.data;
  const add = <T>(map: Map<string, Entry<T>>, key: string, value: T, path: PropertyKey[]) => {
    const line = lineOf(path);
    if (map.has(key)) problems.push({ file, line, message: `"${key}" is described twice; keep one` });
    map.set(key, { value, file, line, used: false });
  };
  const addAll = (prefix: string, words: Record<string, Word>, path: PropertyKey[]) => {
    for (const [key, word] of Object.entries(words))
      add(overlay.words, `${prefix}${key}`, word, [...path, key]);
  };
  for (const [id, operation] of Object.entries(operations)) {
    for (const part of ['request', 'response', 'query', 'headers'] as const) {
      addAll(`${id} ${part}.`, operation[part], ['operations', id, part]);
    }
  }
  for (const [name, schema] of Object.entries(schemas)) {
    add(overlay.schemas, name, schema.description, ['schemas', name]);
    addAll(`${name}.`, schema.properties, ['schemas', name, 'properties']);
    addAll(`${name}.`, schema.values, ['schemas', name, 'values']);
  }
  addAll(tag === undefined ? '*.' : `${file} `, fields, ['fields']);
  if (tag === undefined) return;
  overlay.tags.push({
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
