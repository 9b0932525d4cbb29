/** What is asked of MLflow and how each answer is judged. Pure but for the asking itself. */
import * as z from 'zod';
import type { CheckName, FailureCode } from '../contract.ts';
import { type Answer, type Ask, UpstreamError } from './upstream.ts';

/** What one round saw of one check. */
export type Outcome =
  | { readonly status: 'pass'; readonly durationMs: number }
  | { readonly status: 'warn'; readonly code: 'slow'; readonly durationMs: number }
  | { readonly status: 'skipped'; readonly code: 'disabled'; readonly durationMs: number }
  | { readonly status: 'fail'; readonly code: FailureCode; readonly durationMs: number | undefined };

/** What the version request gave: only ever a detail, it decides nothing. */
export interface VersionSeen {
  readonly version: string;
  readonly supported: boolean;
}

export interface CheckOptions {
  readonly slowAfterMs: number;
  readonly artifactsSentinel: string | undefined;
}

/** What is asked for when no sentinel is set: a folder that need not exist, so that nothing else is listed. */
const DEFAULT_SENTINEL = '.health';

const jsonType = 'application/json';
const list = z.array(z.looseObject({}));
const noError = { error_code: z.never().optional() };
const shapes = {
  tracking: z.looseObject({ ...noError, experiments: list.optional() }),
  registry: z.looseObject({ ...noError, registered_models: list.optional() }),
  artifacts: z.looseObject({ ...noError, files: list.optional() }),
};
const mlflowError = z.looseObject({ error_code: z.string() });

/** Path of each check's request, relative to MLflow's root. */
export function pathOf(check: CheckName, artifactsSentinel: string | undefined): string {
  switch (check) {
    case 'server':
      return '/health';
    case 'tracking':
      // Without max_results MLflow answers 400 (mlflow issue 10819).
      return '/api/2.0/mlflow/experiments/search?max_results=1';
    case 'registry':
      return '/api/2.0/mlflow/registered-models/search?max_results=1';
    case 'artifacts':
      // Without a path the whole store would be listed.
      return `/api/2.0/mlflow-artifacts/artifacts?path=${encodeURIComponent(artifactsSentinel ?? DEFAULT_SENTINEL)}`;
  }
}

/** Runs one check. Never throws for anything that upstream does. */
export async function runCheck(
  check: CheckName,
  ask: Ask,
  options: CheckOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    return judge(check, await ask(pathOf(check, options.artifactsSentinel), signal), options);
  } catch (error) {
    if (error instanceof UpstreamError) return { status: 'fail', code: error.code, durationMs: undefined };
    throw error;
  }
}

/** Judges one whole answer. */
export function judge(check: CheckName, answer: Answer, options: CheckOptions): Outcome {
  const { durationMs } = answer;
  const code = faultOf(check, answer, options.artifactsSentinel !== undefined);
  if (code === 'disabled') return { status: 'skipped', code, durationMs };
  if (code !== undefined) return { status: 'fail', code, durationMs };
  if (durationMs > options.slowAfterMs) return { status: 'warn', code: 'slow', durationMs };
  return { status: 'pass', durationMs };
}

function faultOf(check: CheckName, answer: Answer, mustHoldFiles: boolean): FailureCode | undefined {
  if (answer.status !== 200) return faultOfStatus(check, answer);
  if (check === 'server') return answer.body.trim() === 'OK' ? undefined : 'bad_shape';
  if (answer.mediaType !== jsonType) return 'bad_content_type';
  const json = parseJson(answer.body);
  if (!shapes[check].safeParse(json).success) return 'bad_shape';
  if (check === 'artifacts' && mustHoldFiles && !holdsFiles(json)) return 'not_found';
  return undefined;
}

/** MLflow lists a folder that is missing, or that it may not read, as empty: only its file proves the store. */
function holdsFiles(json: unknown): boolean {
  return (shapes.artifacts.parse(json).files ?? []).length > 0;
}

function faultOfStatus(check: CheckName, { status, body }: Answer): FailureCode {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      // Text of mlflow/server/fastapi_security.py.
      return body.startsWith('Invalid Host header') ? 'host_not_allowed' : 'forbidden';
    case 404:
      return 'not_found';
    case 429:
      return 'rate_limited';
    case 503:
      return faultOf503(check, body);
    default:
      return 'upstream_error';
  }
}

function faultOf503(check: CheckName, body: string): FailureCode {
  // Text of mlflow/server/handlers.py, `_disable_unless_serve_artifacts`.
  if (
    check === 'artifacts' &&
    /disabled due to the mlflow server running with `--no-serve-artifacts`/.test(body)
  ) {
    return 'disabled';
  }
  const error = mlflowError.safeParse(parseJson(body));
  // mlflow/store/db/utils.py raises it for the database driver's OperationalError.
  return error.data?.error_code === 'TEMPORARILY_UNAVAILABLE' ? 'db_unavailable' : 'upstream_error';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Names what several checks show together. When MLflow's own `/health`, which touches no store, answers while
 * both requests that need the database get no answer in time, it is the database that hangs: a locked SQLite
 * file keeps MLflow waiting for 20 s (`PRAGMA busy_timeout` in mlflow/store/db/utils.py), far beyond a round.
 */
export function explainTogether(outcomes: Readonly<Record<CheckName, Outcome>>): Record<CheckName, Outcome> {
  const hangs = (outcome: Outcome) => outcome.status === 'fail' && outcome.code === 'timeout';
  const { server, tracking, registry } = outcomes;
  if (server.status === 'fail' || !hangs(tracking) || !hangs(registry)) return { ...outcomes };
  const down: Outcome = { status: 'fail', code: 'db_unavailable', durationMs: undefined };
  return { ...outcomes, tracking: down, registry: down };
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
