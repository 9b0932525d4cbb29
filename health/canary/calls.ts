/** Calls of MLflow's API through the door, and what their answers mean for the canary. */
import * as z from 'zod';
import type { FailureCode } from '../contract.ts';
import { JSON_TYPE, mlflowErrorIn, parseJson, saysArtifactsAreOff } from '../probe/answers.ts';
import { type Answer, type Sent, UpstreamError } from '../probe/upstream.ts';
import { type Knock, speakerOf, Unproven } from './door.ts';

export type Reply<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** Not there, or not in the state in which we left it. Whoever has a key can bring that about. */
  | { readonly kind: 'disturbed' }
  /** An error that another client could only bring about in a place that it knows. */
  | { readonly kind: 'suspect'; readonly code: FailureCode }
  /** An error that no client brings about. */
  | { readonly kind: 'fault'; readonly code: FailureCode };

export const disturbed = { kind: 'disturbed' } as const;

/** A reply about something that no other client knew yet: an error in it is MLflow's own. */
export function unspoiled<T>(reply: Reply<T>): Reply<T> {
  return reply.kind === 'suspect' ? { kind: 'fault', code: reply.code } : reply;
}

/** MLflow's errors about things that are missing, deleted or there already. */
const STATES = new Set([
  'RESOURCE_DOES_NOT_EXIST',
  'RESOURCE_ALREADY_EXISTS',
  'INVALID_STATE',
  'INVALID_PARAMETER_VALUE',
]);

/**
 * Sends one request and reads its answer.
 * @throws Unproven when the answer is about the canary itself
 */
async function call<T>(
  knock: Knock,
  path: string,
  sent: Sent | undefined,
  read: (answer: Answer) => T | undefined,
): Promise<Reply<T>> {
  const answer = await attempt(() => knock(path, sent));
  if (answer instanceof UpstreamError) {
    // Clients can make our own things large, and their size is not MLflow's failure.
    return answer.tooLarge ? disturbed : { kind: 'fault', code: answer.code };
  }
  const value = answer.status === 200 ? read(answer) : undefined;
  return value === undefined ? judge(answer) : { kind: 'ok', value };
}

async function attempt(send: () => Promise<Answer>): Promise<Answer | UpstreamError> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}

function judge(answer: Answer): Reply<never> {
  if (saysArtifactsAreOff(answer)) throw new Unproven('disabled');
  const speaker = speakerOf(answer);
  switch (speaker.who) {
    case 'canary':
      throw new Unproven(speaker.code);
    case 'door':
      // MLflow's newer parts answer with bare text when they cannot store a file.
      return answer.status === 500
        ? { kind: 'suspect', code: 'write_refused' }
        : { kind: 'fault', code: speaker.code };
    case 'upstream':
      return { kind: 'fault', code: speaker.code };
    case 'mlflow':
      return judgeError(answer);
  }
}

function judgeError(answer: Answer): Reply<never> {
  const code = mlflowErrorIn(answer)?.error_code ?? '';
  if (STATES.has(code)) return disturbed;
  if (code === 'TEMPORARILY_UNAVAILABLE') return { kind: 'fault', code: 'db_unavailable' };
  return { kind: 'suspect', code: 'write_refused' };
}

/** A call with JSON both ways. */
function jsonCall<S extends z.ZodType>(
  knock: Knock,
  method: 'GET' | 'POST',
  path: string,
  body: object | undefined,
  schema: S,
): Promise<Reply<z.output<S>>> {
  const sent: Sent = { method, ...(body && { body: JSON.stringify(body), mediaType: JSON_TYPE }) };
  return call(knock, `/api/2.0/mlflow/${path}`, sent, ({ mediaType, body: text }) =>
    mediaType === JSON_TYPE ? schema.safeParse(parseJson(text)).data : undefined,
  );
}

const nothing = z.strictObject({});
const tags = z.array(z.looseObject({ key: z.string(), value: z.string() })).default([]);
const stage = z.enum(['active', 'deleted']);
const experiment = z.looseObject({ experiment_id: z.string(), lifecycle_stage: stage, tags });
const run = z.looseObject({
  info: z.looseObject({ run_id: z.string(), lifecycle_stage: stage, start_time: z.number().optional() }),
  data: z.looseObject({ tags }).default({ tags: [] }),
});

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The calls that the canary makes. */
export const calls = {
  experimentByName: (knock: Knock, name: string) =>
    jsonCall(
      knock,
      'GET',
      `experiments/get-by-name?experiment_name=${name}`,
      undefined,
      z.object({ experiment }),
    ),
  createExperiment: (knock: Knock, name: string, given: readonly Tag[]) =>
    jsonCall(
      knock,
      'POST',
      'experiments/create',
      { name, tags: given },
      z.object({ experiment_id: z.string() }),
    ),
  restoreExperiment: (knock: Knock, id: string) =>
    jsonCall(knock, 'POST', 'experiments/restore', { experiment_id: id }, nothing),
  /** The oldest or newest runs with a tag. */
  searchRuns: (
    knock: Knock,
    asked: {
      experimentId: string;
      tag: Tag;
      view: 'ALL' | 'ACTIVE_ONLY';
      order: 'ASC' | 'DESC';
      most: number;
    },
  ) =>
    jsonCall(
      knock,
      'POST',
      'runs/search',
      {
        experiment_ids: [asked.experimentId],
        filter: `tags.\`${asked.tag.key}\` = '${asked.tag.value}'`,
        run_view_type: asked.view,
        order_by: [`attributes.start_time ${asked.order}`],
        max_results: asked.most,
      },
      z.object({ runs: z.array(run).default([]) }),
    ),
  createRun: (knock: Knock, experimentId: string, given: readonly Tag[], startTime: number) =>
    jsonCall(
      knock,
      'POST',
      'runs/create',
      { experiment_id: experimentId, run_name: 'hokusai-health', start_time: startTime, tags: given },
      z.object({ run }),
    ),
  getRun: (knock: Knock, id: string) =>
    jsonCall(knock, 'GET', `runs/get?run_id=${id}`, undefined, z.object({ run })),
  restoreRun: (knock: Knock, id: string) => jsonCall(knock, 'POST', 'runs/restore', { run_id: id }, nothing),
  deleteRun: (knock: Knock, id: string) => jsonCall(knock, 'POST', 'runs/delete', { run_id: id }, nothing),
  deleteTag: (knock: Knock, id: string, key: string) =>
    jsonCall(knock, 'POST', 'runs/delete-tag', { run_id: id, key }, nothing),
  logBatch: (knock: Knock, id: string, batch: { metrics: readonly object[]; tags: readonly Tag[] }) =>
    jsonCall(knock, 'POST', 'runs/log-batch', { run_id: id, ...batch }, nothing),
  putFile: (knock: Knock, path: string, body: string) =>
    call(
      knock,
      `/api/2.0/mlflow-artifacts/artifacts/${path}`,
      { method: 'PUT', body, mediaType: 'text/plain' },
      isEmpty,
    ),
  getFile: (knock: Knock, path: string) =>
    call(knock, `/api/2.0/mlflow-artifacts/artifacts/${path}`, undefined, ({ body }) => body),
  deleteFile: (knock: Knock, path: string) =>
    call(
      knock,
      `/api/2.0/mlflow-artifacts/artifacts/${path}`,
      // DELETE takes a JSON body.
      { method: 'DELETE', body: '{}', mediaType: JSON_TYPE },
      isEmpty,
    ),
} as const;

/** MLflow answers `{}` or nothing at all, by version. */
function isEmpty({ body }: Answer): true | undefined {
  return body === '' || nothing.safeParse(parseJson(body)).success ? true : undefined;
}

/** The value of a tag. */
export function tagIn(list: readonly Tag[], key: string): string | undefined {
  return list.find((tag) => tag.key === key)?.value;
}
