/**
 * One look at the endpoint. When no report arrives, two cheap requests tell apart what a browser can tell apart:
 * something answers there, nothing there answers us, or nothing answers us at all.
 */
import { readReport } from './guard.ts';
import { ageOf, serverWait } from './schedule.ts';
import type { Outcome } from './state.ts';

/** What a look reads of a response. */
interface LookResponse extends Pick<Response, 'ok' | 'status' | 'text'> {
  headers: Pick<Headers, 'get'>;
}

/** What a look needs of its surroundings; tests put their own in place. */
export interface LookEffects {
  fetch: (url: string, init: RequestInit) => Promise<LookResponse>;
  /** Milliseconds from some fixed point: a clock that nobody can set. */
  now: () => number;
  /** The time of day in milliseconds since 1970, for dates that servers send. */
  wall: () => number;
  /** Calls `run` after `ms`; returns what cancels it. */
  setTimer: (run: () => void, ms: number) => () => void;
}

export interface LookTargets {
  /** Full URL of the public health report. */
  reportUrl: string;
  /** A URL of the site's own origin: any answer from it, even a 404, shows that the browser is online. */
  siteUrl: string;
}

/** The service answers from memory; what takes longer than this is no answer. Milliseconds. */
export const REPORT_TIMEOUT = 8_000;
export const SECOND_LOOK_TIMEOUT = 5_000;

/**
 * Asks for the report.
 *
 * @param signal Ends the look early.
 * @returns What was learned, or null when the signal ended the look.
 */
export async function lookAtEndpoint(
  targets: LookTargets,
  effects: LookEffects,
  signal: AbortSignal,
): Promise<Outcome | null> {
  const outcome = await withTimeout(effects, signal, REPORT_TIMEOUT, (limit) =>
    fetchReport(targets, effects, limit),
  ).catch(() => (signal.aborted ? null : secondLook(targets, effects, signal)));
  return signal.aborted ? null : outcome;
}

/**
 * A "simple" request: GET, `Accept` and no other header, so that no preflight is sent. A report that contradicts
 * its own HTTP status comes from something else than the health service, and counts as none.
 *
 * @see https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
async function fetchReport(
  { reportUrl }: LookTargets,
  effects: LookEffects,
  signal: AbortSignal,
): Promise<Outcome> {
  const response = await effects.fetch(reportUrl, {
    headers: { Accept: 'application/health+json' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    // A stored answer is no look.
    cache: 'no-store',
    signal,
  });
  const report = readReport(parseJson(await response.text()));
  const wait = serverWait(response.headers, effects.wall());
  if (report !== undefined && response.ok === (report.status !== 'fail'))
    return { kind: 'report', report, wait, age: ageOf(response.headers) };
  return { kind: response.status === 429 ? 'limited' : 'no-report', wait };
}

/**
 * A load balancer's own 502 has no CORS headers, so the browser hides it; a `no-cors` request still resolves.
 *
 * `navigator.onLine` is not asked: it says "offline" on a machine whose local stack answers well.
 */
async function secondLook(targets: LookTargets, effects: LookEffects, signal: AbortSignal): Promise<Outcome> {
  const answers = (url: string, init: RequestInit): Promise<boolean> =>
    withTimeout(effects, signal, SECOND_LOOK_TIMEOUT, (limit) =>
      effects.fetch(url, {
        cache: 'no-store',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        ...init,
        signal: limit,
      }),
    ).then(
      () => true,
      () => false,
    );
  const [endpoint, site] = await Promise.all([
    answers(targets.reportUrl, { mode: 'no-cors' }),
    answers(targets.siteUrl, { method: 'HEAD' }),
  ]);
  if (endpoint) return { kind: 'no-report', wait: 0 };
  return { kind: site ? 'unreachable' : 'offline' };
}

/** Runs `work` with a signal that fires when time is up or the outer signal fires. The timer never outlives it. */
async function withTimeout<T>(
  effects: LookEffects,
  outer: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const { signal } = inner;
  const abort = () => inner.abort();
  const cancelTimer = effects.setTimer(abort, ms);
  outer.addEventListener('abort', abort, { signal });
  try {
    return await work(signal);
  } finally {
    cancelTimer();
    // Ends the listener, and what nobody reads of an answer.
    abort();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
