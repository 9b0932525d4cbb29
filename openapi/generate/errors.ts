/** Error responses of an operation: its own, and those of `openapi/descriptions/errors.yaml` that all operations share. */
import { type Defect, describeDefects } from './defects.ts';
import type { ErrorShape, ErrorWords } from './descriptions.ts';
import { compact, isObject, type Json, type JsonObject } from './json.ts';
import type { Words } from './words.ts';

const MLFLOW = { $ref: '#/components/schemas/MlflowError' };

/** Schemas that a body of `application/json` can have, by the shape that the descriptions name. */
const SCHEMAS: Readonly<Record<'mlflow' | 'detail', JsonObject>> = {
  mlflow: MLFLOW,
  detail: { $ref: '#/components/schemas/DetailError' },
};

/**
 * Content of a response that MLflow itself gives.
 * @param recorded what the real server answered
 */
function mlflowErrorContent(shapes: ErrorShape[], recorded?: Json): JsonObject {
  const schemas = shapes.flatMap((shape) =>
    shape === 'mlflow' || shape === 'detail' ? [SCHEMAS[shape]] : [],
  );
  const [first] = schemas;
  const content: JsonObject = {};
  if (first !== undefined) {
    const schema = schemas.length === 1 ? first : { anyOf: schemas };
    const example = isObject(recorded) ? recorded : undefined;
    content['application/json'] = compact({ schema, example });
  }
  if (shapes.includes('html')) content['text/html'] = { schema: { type: 'string' } };
  if (shapes.includes('text')) content['text/plain'] = { schema: { type: 'string' } };
  return content;
}

/** Responses that every operation behind the key check shares. */
const SHARED_BY_STATUS: Readonly<Record<string, string>> = {
  '401': 'Unauthorized',
  '403': 'Forbidden',
  '429': 'TooManyRequests',
  '500': 'ServerError',
  '502': 'BadGateway',
  '503': 'Unavailable',
  '504': 'Timeout',
};

/** What is known of an operation's answers with 500. */
export interface Failures {
  /** Those of the operation itself. */
  defects: readonly Defect[];
  /** Written in FastAPI, which fails with plain text where Flask fails with a page. */
  fastapi: boolean;
}

/**
 * All error responses of one operation.
 * @param own statuses of its own with their words, such as 404
 * @param recorded bodies that the real server answered, by status
 */
export function errorResponses(
  own: Record<string, ErrorWords>,
  recorded: Record<string, Json>,
  failures: Failures,
  words: Words,
): JsonObject {
  const responses: JsonObject = {};
  for (const [status, error] of Object.entries(own)) {
    const { description, as } = typeof error === 'string' ? { description: error, as: PLAIN } : error;
    responses[status] = { description, content: mlflowErrorContent(as, recorded[status]) };
  }
  const failure = failureResponse(own['500'], recorded['500'], failures, words);
  if (failure !== undefined) responses['500'] = failure;
  for (const [status, name] of Object.entries(SHARED_BY_STATUS)) {
    responses[status] ??= { $ref: `#/components/responses/${name}` };
  }
  return responses;
}

const PLAIN: ErrorShape[] = ['mlflow'];

/** The 500 of an operation with more to say than the shared one. */
function failureResponse(
  own: ErrorWords | undefined,
  recorded: Json | undefined,
  { defects, fastapi }: Failures,
  words: Words,
): JsonObject | undefined {
  if (own === undefined && defects.length === 0 && !fastapi) return undefined;
  const first = typeof own === 'string' ? own : (own?.description ?? words.phrase('failed'));
  const usual: ErrorShape[] = ['mlflow', fastapi ? 'text' : 'html'];
  const shapes = [...new Set([...usual, ...defects.map(({ as }) => as)])];
  return {
    description:
      defects.length === 0
        ? first
        : `${first} ${words.phrase('alsoFails')}\n\n${describeDefects(defects, words)}`,
    content: mlflowErrorContent(shapes, recorded),
  };
}
