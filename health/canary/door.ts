/** The way through the front door: with the canary's key, through routing and API service, to MLflow. */
import * as z from 'zod';
import type { FailureCode } from '../contract.ts';
import { codeOfStatus, JSON_TYPE, mlflowErrorIn, parseJson } from '../probe/answers.ts';
import type { SkipCode } from '../probe/outcome.ts';
import type { Answer, Ask, Sent } from '../probe/upstream.ts';

/** The canary cannot go on, for a reason that says nothing about MLflow. */
export class Unproven extends Error {
  readonly code: SkipCode;
  readonly hint = 'See the codes of skipped checks in the documentation of the health report.';

  constructor(code: SkipCode) {
    super(`The canary proved nothing: ${code}`);
    this.name = 'Unproven';
    this.code = code;
  }
}

/** Asks through the door. `slow` hears of a request that is slow already. */
export type Knock = (path: string, sent?: Sent) => Promise<Answer>;

export interface DoorOptions {
  readonly ask: Ask;
  /** The keys that may be used, newest first; read before every round, so that they can be replaced while it runs. */
  readonly keys: () => readonly string[];
  readonly slowAfterMs: number;
  /** Longest time for one request, in milliseconds. */
  readonly timeoutMs: number;
}

export interface Door {
  /** Begins a round. `signal` ends it. */
  open(signal: AbortSignal, slow: () => void): Knock;
}

/** Body of the API service's own answers. */
const detail = z.looseObject({ detail: z.string() });
/** What it adds when a key lacks a right. */
const scopes = z.looseObject({ error: z.enum(['FORBIDDEN', 'REGISTRY_ADMIN_REQUIRED']) });

/**
 * Makes the door. When a key is refused the next one is tried, and the one that opened is tried first from then on: so a
 * key is replaced without a gap by having both for a while.
 */
export function createDoor({ ask, keys, slowAfterMs, timeoutMs }: DoorOptions): Door {
  let good: string | undefined;

  async function tryKeys(path: string, signal: AbortSignal, sent: Sent): Promise<Answer> {
    const known = keys();
    const inOrder = known.toSorted((left, right) => Number(right === good) - Number(left === good));
    let refusal: Answer | undefined;
    for (const key of inOrder) {
      const answer = await ask(path, signal, { ...sent, authorization: `Bearer ${key}` });
      if (!refusesKey(answer)) {
        good = key;
        return answer;
      }
      refusal = answer;
    }
    if (refusal === undefined) throw new Unproven('canary_key');
    return refusal;
  }

  return {
    open: (signal, slow) => {
      return async (path, sent = { method: 'GET' }) => {
        const timer = setTimeout(slow, slowAfterMs);
        try {
          return await tryKeys(path, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), sent);
        } finally {
          clearTimeout(timer);
        }
      };
    },
  };
}

/** The API service knows this key no more. */
function refusesKey(answer: Answer): boolean {
  return answer.status === 401 && /invalid|expired/i.test(detailOf(answer) ?? '');
}

function detailOf({ mediaType, body }: Answer): string | undefined {
  return mediaType === JSON_TYPE ? detail.safeParse(parseJson(body)).data?.detail : undefined;
}

/** Who wrote an answer that is not the one that was hoped for. */
export type Speaker =
  /** MLflow itself, so the door is open. */
  | { readonly who: 'mlflow' }
  /** The API service, about the canary's own key or its own rate. */
  | { readonly who: 'canary'; readonly code: SkipCode }
  /** The API service, because MLflow did not answer it. */
  | { readonly who: 'upstream'; readonly code: FailureCode }
  /** The door: key check, API service or routing. */
  | { readonly who: 'door'; readonly code: FailureCode };

/** Tells who wrote an answer, by its shape. */
export function speakerOf(answer: Answer): Speaker {
  const { status, body } = answer;
  const text = detailOf(answer);
  const error = mlflowErrorIn(answer);
  // The API service's word for a path that MLflow does not serve.
  if (error?.error_code === 'RESOURCE_NOT_FOUND' && status === 404) return { who: 'door', code: 'route' };
  if (error !== undefined) return { who: 'mlflow' };
  if (body.startsWith('Invalid Host header')) return { who: 'door', code: 'host_not_allowed' };
  if (refusesKey(answer)) return { who: 'canary', code: 'canary_key' };
  if (status === 403 && scopes.safeParse(parseJson(body)).success)
    return { who: 'canary', code: 'canary_key' };
  if (status === 429) return { who: 'canary', code: 'unproven' };
  if (text !== undefined && status === 502) return { who: 'upstream', code: 'upstream_error' };
  if (text !== undefined && status === 504) return { who: 'upstream', code: 'timeout' };
  if (text !== undefined && status === 503 && /auth/i.test(text)) return { who: 'door', code: 'key_service' };
  // An answer without an error that is not MLflow's either comes from somewhere else.
  if (status < 400 || status === 404) return { who: 'door', code: 'route' };
  return { who: 'door', code: codeOfStatus(answer) };
}
