/**
 * Error responses: the bodies that clients of the hosted endpoint meet. MLflow's own errors pass through
 * (`MlflowException.serialize_as_json`); the rest is the API service's word.
 */
import { type Defect, describeDefects } from './defects.ts';
import { compact, isObject, type Json, type JsonObject } from './json.ts';
import type { ErrorShape, OverlayError } from './overlay.ts';

const MLFLOW = { $ref: '#/components/schemas/MlflowError' };
const SERVER_ERROR = { error_code: 'INTERNAL_ERROR', message: 'An internal error occurred.' };
const SERVICE = { $ref: '#/components/schemas/ServiceError' };

function json(schema: JsonObject, examples: Record<string, JsonObject>): JsonObject {
  const entries = Object.entries(examples).map(([name, value]) => [name, { value }]);
  return { 'application/json': { schema, examples: Object.fromEntries(entries) } };
}

/** Schemas that a body of `application/json` can have, by the shape that the overlay names. */
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

/** Schemas of error bodies. */
export const errorSchemas: Readonly<Record<string, JsonObject>> = {
  MlflowError: {
    type: 'object',
    description:
      'An error from MLflow. Decide by `error_code`; `message` is for people and changes between releases.',
    required: ['error_code', 'message'],
    properties: {
      error_code: {
        type: 'string',
        description:
          'Name of the error, such as `RESOURCE_DOES_NOT_EXIST`. `RESOURCE_NOT_FOUND` comes from the service in front of MLflow and means that the path is wrong.',
      },
      message: { type: 'string', description: 'What went wrong, in words.' },
      sqlstate: { type: 'string', description: 'Five-character class of the error. Since MLflow 3.12.' },
      error_class: { type: 'string', description: 'Finer name of the error. Since MLflow 3.12.' },
    },
  },
  ServiceError: {
    type: 'object',
    description: 'An error from the service in front of MLflow.',
    required: ['detail'],
    properties: { detail: { type: 'string', description: 'What went wrong, in words.' } },
  },
  DetailError: {
    type: 'object',
    description: 'An error from a part of MLflow that answers in the form of FastAPI.',
    required: ['detail'],
    properties: {
      detail: { description: 'What went wrong: a text, or a list with one entry for each field.' },
    },
  },
  ForbiddenError: {
    type: 'object',
    description: 'Your key is known but may not do this.',
    required: ['detail'],
    properties: {
      detail: { type: 'string', description: 'What is not allowed, in words.' },
      error: {
        type: 'string',
        description: '`FORBIDDEN`, or `REGISTRY_ADMIN_REQUIRED` when only registry admins may do this.',
      },
      message: { type: 'string', description: 'The same in one sentence for people.' },
      required_scope: { type: 'string', description: 'Scope that the call needs.' },
      current_scopes: { type: 'array', items: { type: 'string' }, description: 'Scopes that your key has.' },
    },
  },
};

/** Responses that every operation behind the key check shares. */
export const sharedResponses: Readonly<Record<string, JsonObject>> = {
  Unauthorized: {
    description: 'No key arrived, or the key is wrong or expired.',
    content: json(SERVICE, {
      missing: { detail: 'API key required' },
      wrong: { detail: 'Invalid or expired API key' },
    }),
  },
  Forbidden: {
    description:
      'The key may not do this. A plain-text body comes from MLflow itself and means that the server is misconfigured.',
    content: {
      ...json(
        { $ref: '#/components/schemas/ForbiddenError' },
        {
          admin: { detail: 'Admin access required for the model registry', error: 'REGISTRY_ADMIN_REQUIRED' },
        },
      ),
      'text/plain': {
        schema: { type: 'string' },
        example: 'Invalid Host header - possible DNS rebinding attack detected',
      },
    },
  },
  TooManyRequests: {
    description: 'Too many calls. Wait as long as `Retry-After` says, then repeat.',
    headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } },
    content: json(SERVICE, { limited: { detail: 'Rate limit exceeded' } }),
  },
  ServerError: {
    description:
      'MLflow failed. Repeat later, and tell support if it stays. A body that is no JSON object, or a value of a wrong type, can be answered with an HTML page in place of 400.',
    content: mlflowErrorContent(['mlflow', 'html'], SERVER_ERROR),
  },
  BadGateway: {
    description: 'MLflow could not be reached.',
    content: { 'application/json': { schema: SERVICE } },
  },
  Unavailable: {
    description: 'The key could not be checked, or artifacts are switched off.',
    content: { 'application/json': { schema: SERVICE } },
  },
  Timeout: {
    description: 'MLflow took longer than 30 seconds.',
    content: { 'application/json': { schema: SERVICE } },
  },
};

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
  own: Record<string, OverlayError>,
  recorded: Record<string, Json>,
  failures: Failures,
): JsonObject {
  const responses: JsonObject = {};
  for (const [status, error] of Object.entries(own)) {
    const { description, as } = typeof error === 'string' ? { description: error, as: PLAIN } : error;
    responses[status] = { description, content: mlflowErrorContent(as, recorded[status]) };
  }
  const failure = failureResponse(own['500'], recorded['500'], failures);
  if (failure !== undefined) responses['500'] = failure;
  for (const [status, name] of Object.entries(SHARED_BY_STATUS)) {
    responses[status] ??= { $ref: `#/components/responses/${name}` };
  }
  return responses;
}

const PLAIN: ErrorShape[] = ['mlflow'];

/** The 500 of an operation with more to say than the shared one. */
function failureResponse(
  own: OverlayError | undefined,
  recorded: Json | undefined,
  { defects, fastapi }: Failures,
): JsonObject | undefined {
  if (own === undefined && defects.length === 0 && !fastapi) return undefined;
  const first = typeof own === 'string' ? own : (own?.description ?? 'MLflow failed.');
  const causes = `It also answers 500, in place of 400, when:\n\n${describeDefects(defects)}`;
  const usual: ErrorShape[] = ['mlflow', fastapi ? 'text' : 'html'];
  const shapes = [...new Set([...usual, ...defects.map(({ as }) => as)])];
  return {
    description: defects.length === 0 ? first : `${first} ${causes}`,
    content: mlflowErrorContent(shapes, recorded),
  };
}
