/**
 * Checks from the browser whether a registry can be reached and takes the reader's key: health, version, a search. Stops at
 * the first problem. `words.ts` says what it means.
 */
import { HEALTH_PATH, PLACEHOLDER_KEY, TRACKING_PATH } from '../../../endpoint.ts';

export type Step = 'health' | 'version' | 'search';

/** What a step asked for, and what came. */
export type Outcome =
  | { kind: 'ok' }
  /** Someone answered, but not as the registry does when all is well. */
  | { kind: 'answered'; status: number; body: string; type: string; retryAfter: string | null }
  /** No answer within the time, in seconds. */
  | { kind: 'timeout'; seconds: number }
  | { kind: 'offline' }
  /** The registry answers, but the browser may not read it. */
  | { kind: 'unreadable' }
  /** Neither the registry nor this site answers. */
  | { kind: 'noNetwork' }
  /** This site answers, the registry doesn't. */
  | { kind: 'unreachable' };

/** Why nothing was asked. */
export type Refusal =
  | { kind: 'noKey' }
  | { kind: 'notAKey' }
  /** The site's Content-Security-Policy allows calls to its own registry alone. */
  | { kind: 'otherRegistry'; allowed: string };

export interface Found {
  step: Step;
  outcome: Outcome;
  /** What the step told, for the reader: such as the server's version. */
  detail: string;
}

export interface Wanted {
  /** Origin of the registry. */
  registry: string;
  key: string;
  /** Origin that this site may call. */
  allowed: string;
}

interface Question {
  step: Step;
  path: string;
  needsKey: boolean;
  /** The endpoint itself gives up on a call after 30 seconds. */
  seconds: number;
  /** What an answer with status 200 tells; undefined when the registry doesn't answer like that. */
  read: (body: string) => string | undefined;
}

const QUESTIONS: readonly Question[] = [
  { step: 'health', path: HEALTH_PATH, needsKey: false, seconds: 10, read: healthOf },
  { step: 'version', path: `${TRACKING_PATH}/version`, needsKey: true, seconds: 35, read: versionOf },
  {
    step: 'search',
    path: `${TRACKING_PATH}/api/2.0/mlflow/experiments/search?max_results=1`,
    needsKey: true,
    seconds: 35,
    read: searchOf,
  },
];

/** Path of the search, for a command that does the same. */
export const SEARCH_PATH = QUESTIONS[2]?.path ?? '';

/** @returns why this page can't check; undefined when it can. */
export function refusal({ registry, key, allowed }: Wanted): Refusal | undefined {
  if (registry !== allowed) return { kind: 'otherRegistry', allowed };
  if (key === '' || key === PLACEHOLDER_KEY) return { kind: 'noKey' };
  return /^hk_(live|test|dev)_[!-~]{32}$/.test(key) ? undefined : { kind: 'notAKey' };
}

/**
 * Asks one question after the other, until one isn't answered well.
 *
 * @param tell is called before each question
 */
export async function check({ registry, key }: Wanted, tell: (step: Step) => void): Promise<Found[]> {
  const found: Found[] = [];
  for (const question of QUESTIONS) {
    tell(question.step);
    const last = await ask(question, registry, key);
    found.push(last);
    if (last.outcome.kind !== 'ok') break;
  }
  return found;
}

async function ask(question: Question, registry: string, key: string): Promise<Found> {
  const { step, path, needsKey, seconds, read } = question;
  const failed = (outcome: Outcome): Found => ({ step, outcome, detail: '' });
  try {
    const answer = await fetch(registry + path, {
      headers: needsKey ? { Authorization: `Bearer ${key}` } : {},
      signal: AbortSignal.timeout(seconds * 1000),
      ...UNSEEN,
    });
    const body = await answer.text();
    const detail = answer.status === 200 ? read(body) : undefined;
    if (detail !== undefined) return { step, outcome: { kind: 'ok' }, detail };
    return failed({
      kind: 'answered',
      status: answer.status,
      body,
      type: answer.headers.get('content-type') ?? '',
      retryAfter: answer.headers.get('retry-after'),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return failed({ kind: 'timeout', seconds });
    return failed(await reason(registry));
  }
}

/** Neither cookies go with a request, nor does a cache answer it. */
const UNSEEN = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' } as const;
const REASON_MS = 5_000;

/** A browser hides why a call failed. Who answers at all can be seen. The key goes with none of these. */
async function reason(registry: string): Promise<Outcome> {
  if (!navigator.onLine) return { kind: 'offline' };
  if (await answers(registry + HEALTH_PATH, 'no-cors')) return { kind: 'unreadable' };
  return { kind: (await answers('/robots.txt', 'same-origin')) ? 'unreachable' : 'noNetwork' };
}

async function answers(url: string, mode: RequestMode): Promise<boolean> {
  try {
    await fetch(url, { mode, signal: AbortSignal.timeout(REASON_MS), ...UNSEEN });
    return true;
  } catch {
    return false;
  }
}

/** Warnings leave the endpoint usable. */
function healthOf(body: string): string | undefined {
  const { status } = fieldsOf(body);
  return status === 'pass' || status === 'warn' ? `status: ${status}` : undefined;
}

function versionOf(body: string): string | undefined {
  return /^\d+\.\d[\w.+-]*$/.test(body.trim()) ? `MLflow ${body.trim()}` : undefined;
}

/** An empty object when there is no experiment. */
function searchOf(body: string): string | undefined {
  return body.trimStart().startsWith('{') ? 'experiments can be read' : undefined;
}

/** The fields of a JSON object; none for any other text. */
export function fieldsOf(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
