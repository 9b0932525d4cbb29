/** Reads answers: who speaks, and what it says. Pure. */
import * as z from 'zod';
import type { FailureCode } from '../contract.ts';
import type { Answer } from './upstream.ts';

export const JSON_TYPE = 'application/json';

/** MLflow's own error: https://mlflow.org/docs/latest/rest-api.html */
const mlflowError = z.looseObject({
  error_code: z.string().regex(/^[A-Z][A-Z_]{2,63}$/),
  message: z.string(),
});

export type MlflowError = z.infer<typeof mlflowError>;

/** The body as JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** MLflow's error in an answer, if there is one. A gateway's `{"message": …}` is none. */
export function mlflowErrorIn({ mediaType, body }: Answer): MlflowError | undefined {
  return mediaType === JSON_TYPE ? mlflowError.safeParse(parseJson(body)).data : undefined;
}

/**
 * Whether MLflow says that a thing of this name does not exist. It names the thing, so that only a server which has read
 * the question can say it.
 */
export function deniesExistence(answer: Answer, name: string): boolean {
  const error = mlflowErrorIn(answer);
  return (
    answer.status === 404 && error?.error_code === 'RESOURCE_DOES_NOT_EXIST' && error.message.includes(name)
  );
}

/** Text of mlflow/server/handlers.py, `_disable_unless_serve_artifacts`. */
export function saysArtifactsAreOff({ status, body }: Answer): boolean {
  return status === 503 && /disabled due to the mlflow server running with `--no-serve-artifacts`/.test(body);
}

/** The code for an answer whose status alone is wrong. */
export function codeOfStatus(answer: Answer): FailureCode {
  switch (answer.status) {
    case 401:
      return 'unauthorized';
    case 403:
      // Text of mlflow/server/fastapi_security.py.
      return answer.body.startsWith('Invalid Host header') ? 'host_not_allowed' : 'forbidden';
    case 404:
      return 'not_found';
    case 429:
      return 'rate_limited';
    case 503:
      // mlflow/store/db/utils.py raises it for the database driver's OperationalError.
      return mlflowErrorIn(answer)?.error_code === 'TEMPORARILY_UNAVAILABLE'
        ? 'db_unavailable'
        : 'upstream_error';
    default:
      return 'upstream_error';
  }
}
