/** What is asked of MLflow directly and how each answer is judged. Pure but for the asking itself. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { FailureCode } from '../contract.ts';
import { codeOfStatus, deniesExistence, JSON_TYPE, parseJson, saysArtifactsAreOff } from './answers.ts';
import { answered, type DirectSignal, failed, type Outcome, skipped } from './outcome.ts';
import { type Answer, type Ask, UpstreamError } from './upstream.ts';

/** What the version request gave: only ever a detail, it decides nothing. */
export interface VersionSeen {
  readonly version: string;
  readonly supported: boolean;
}

/** A file in the artifact store that clients of the API can neither delete nor replace. */
export interface Sentinel {
  /** Relative to the root of the store. */
  readonly path: string;
  /** SHA-256 of its content, in lower-case hexadecimal. */
  readonly sha256: string;
}

export interface CheckOptions {
  readonly slowAfterMs: number;
  readonly sentinel: Sentinel | undefined;
}

/**
 * A name that nobody has used. MLflow's answer to it is short whatever users store, nobody can prepare it, and it holds
 * the name, so nothing in between can have it ready.
 */
export function unusedName(): string {
  return `hokusai-health-${crypto.randomUUID()}`;
}

const shapes = {
  tracking: z.object({ experiment: z.looseObject({ experiment_id: z.string(), name: z.string() }) }),
  registry: z.object({ registered_model: z.looseObject({ name: z.string() }) }),
  artifacts: z.strictObject({
    files: z.array(z.looseObject({ path: z.string() })).optional(),
  }),
};

/** Path of each check's request, relative to MLflow's root. */
function pathOf(check: DirectSignal, name: string, sentinel: Sentinel | undefined): string {
  switch (check) {
    case 'server':
      return '/health';
    case 'tracking':
      return `/api/2.0/mlflow/experiments/get-by-name?experiment_name=${name}`;
    case 'registry':
      return `/api/2.0/mlflow/registered-models/get?name=${name}`;
    case 'artifacts':
      // Without a path the whole store would be listed.
      return sentinel === undefined
        ? `/api/2.0/mlflow-artifacts/artifacts?path=${name}`
        : `/api/2.0/mlflow-artifacts/artifacts/${sentinel.path}`;
  }
}

/** Runs one check. Throws nothing that upstream does, only faults of our own. */
export async function runCheck(
  check: DirectSignal,
  ask: Ask,
  options: CheckOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  const name = unusedName();
  try {
    return judge(check, await ask(pathOf(check, name, options.sentinel), signal), name, options);
  } catch (error) {
    if (error instanceof UpstreamError) return failed(error.code);
    throw error;
  }
}

/**
 * Judges one whole answer.
 * @param name what was asked for
 */
function judge(check: DirectSignal, answer: Answer, name: string, options: CheckOptions): Outcome {
  const { durationMs } = answer;
  if (check === 'artifacts' && saysArtifactsAreOff(answer)) return skipped('disabled', durationMs);
  const code = faultOf(check, answer, name, options.sentinel);
  if (code !== undefined) return failed(code, durationMs);
  const right = answered(durationMs, options.slowAfterMs);
  // MLflow lists a folder that is missing, or that it may not read, as empty: only a file proves the store.
  const proven = check !== 'artifacts' || options.sentinel !== undefined || right.status === 'warn';
  return proven ? right : skipped('unproven', durationMs);
}

function faultOf(
  check: DirectSignal,
  answer: Answer,
  name: string,
  sentinel: Sentinel | undefined,
): FailureCode | undefined {
  if (check === 'server') {
    if (answer.status !== 200) return codeOfStatus(answer);
    return answer.body.trim() === 'OK' ? undefined : 'bad_shape';
  }
  if (check === 'artifacts' && sentinel !== undefined) return faultOfSentinel(answer, sentinel);
  if (check !== 'artifacts' && deniesExistence(answer, name)) return undefined;
  if (answer.status !== 200) return codeOfStatus(answer);
  if (answer.mediaType !== JSON_TYPE) return 'bad_content_type';
  return shapes[check].safeParse(parseJson(answer.body)).success ? undefined : 'bad_shape';
}

function faultOfSentinel(answer: Answer, { sha256 }: Sentinel): FailureCode | undefined {
  if (answer.status !== 200) return codeOfStatus(answer);
  return createHash('sha256').update(answer.body).digest('hex') === sha256 ? undefined : 'bad_shape';
}

/**
 * Names what several checks show together. When MLflow's own `/health`, which touches no store, answers while both
 * requests that need the database get no answer, it is the database that hangs: a locked SQLite file keeps MLflow
 * waiting for 20 s (`PRAGMA busy_timeout` in mlflow/store/db/utils.py).
 */
export function explainTogether(
  outcomes: Readonly<Partial<Record<DirectSignal, Outcome>>>,
): Partial<Record<DirectSignal, Outcome>> {
  const hangs = (outcome: Outcome | undefined) =>
    outcome !== undefined && 'code' in outcome && outcome.code === 'timeout';
  const { server, tracking, registry } = outcomes;
  const serverAnswers = server?.status === 'pass' || server?.status === 'warn';
  if (!serverAnswers || !hangs(tracking) || !hangs(registry)) return outcomes;
  const named = (outcome: Outcome | undefined): Outcome =>
    outcome?.status === 'hanging' ? { ...outcome, code: 'db_unavailable' } : failed('db_unavailable');
  return { ...outcomes, tracking: named(tracking), registry: named(registry) };
}

/** MLflow's major version whose answers the tests of this service know. */
const SUPPORTED_MAJOR = 3;

/** Asks for MLflow's version; undefined when it does not say. */
export async function askVersion(ask: Ask, signal: AbortSignal): Promise<VersionSeen | undefined> {
  try {
    const { status, body } = await ask('/version', signal);
    const match = /^(\d{1,3})(\.\d{1,4}){1,3}(\.?(dev|rc|a|b)\d{1,4})?$/.exec(body.trim());
    if (status !== 200 || match === null) return undefined;
    return { version: match[0], supported: Number(match[1]) === SUPPORTED_MAJOR };
  } catch (error) {
    if (error instanceof UpstreamError) return undefined;
    throw error;
  }
}
