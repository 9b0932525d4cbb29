/**
 * Error responses: the bodies that clients of the hosted endpoint meet. MLflow's own errors pass through
 * (`MlflowException.serialize_as_json`); the rest is the API service's word.
 */
import type { Json, JsonObject } from './json.ts';

const MLFLOW = { $ref: '#/components/schemas/MlflowError' };
const SERVICE = { $ref: '#/components/schemas/ServiceError' };

function json(schema: JsonObject, examples: Record<string, JsonObject>): JsonObject {
  const entries = Object.entries(examples).map(([name, value]) => [name, { value }]);
  return { 'application/json': { schema, examples: Object.fromEntries(entries) } };
}

/** Examples of MLflow's errors by status; the API service answers the other statuses. */
const MLFLOW_EXAMPLES: Readonly<Record<string, JsonObject>> = {
  '400': {
    error_code: 'INVALID_PARAMETER_VALUE',
    message:
      "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.",
  },
  '404': { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'No Experiment with id=999999 exists' },
  '409': { error_code: 'RESOURCE_CONFLICT', message: 'The resource was changed by another call.' },
  '500': { error_code: 'INTERNAL_ERROR', message: 'An internal error occurred.' },
  '501': { error_code: 'NOT_IMPLEMENTED', message: 'This server does not offer the operation.' },
};

/** Content of a response that MLflow itself gives. */
export function mlflowErrorContent(status: string, recorded?: Json): JsonObject {
  const example = recorded ??
    MLFLOW_EXAMPLES[status] ?? {
      error_code: 'BAD_REQUEST',
      message: 'The request cannot be used.',
    };
  return { 'application/json': { schema: MLFLOW, example } };
}

/** Schemas of error bodies. */
export const errorSchemas: Readonly<Record<string, JsonObject>> = {
  MlflowError: {
    type: 'object',
    description:
      'An error from MLflow. Decide by `error_code`; `message` is for people and changes between releases.',
    required: ['error_code', 'message'],
    properties: {
      error_code: { type: 'string', description: 'Name of the error, such as `RESOURCE_DOES_NOT_EXIST`.' },
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
    description: 'MLflow failed. Repeat later; tell support if it stays.',
    content: mlflowErrorContent('500'),
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

/**
 * All error responses of one operation.
 * @param own statuses of its own with their words, such as 404
 * @param recorded bodies that the real server answered, by status
 * @param open true when the operation needs no key
 */
export function errorResponses(
  own: Record<string, string>,
  recorded: Record<string, Json>,
  open: boolean,
): JsonObject {
  const responses: JsonObject = {};
  for (const [status, description] of Object.entries(own)) {
    responses[status] = { description, content: mlflowErrorContent(status, recorded[status]) };
  }
  for (const [status, name] of Object.entries(SHARED_BY_STATUS)) {
    if (open && ['401', '403'].includes(status)) continue;
    responses[status] ??= { $ref: `#/components/responses/${name}` };
  }
  return responses;
}
