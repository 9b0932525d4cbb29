/** When to look again: pure arithmetic over what the last look brought. All times in milliseconds. */
import type { Outcome } from './state.ts';

const SECOND = 1000;

/** Between looks while all is well, unless the page or the server's `max-age` asks for more. */
export const DEFAULT_INTERVAL = 30 * SECOND;

/** No two looks are closer than this, whatever asks for them. */
export const MIN_GAP = 2 * SECOND;

/** The longest round of probes, a minute, and a look. */
const MIN_FRESH = 90 * SECOND;

const MIN_WAIT = SECOND;
const MAX_FAIL_WAIT = 60 * SECOND;
const MAX_SERVER_WAIT = 300 * SECOND;
const MAX_MANUAL_WAIT = 10 * SECOND;
const BACKOFF_BASE = 4 * SECOND;
const BACKOFF_CAP = 60 * SECOND;

/** A steady rhythm is stretched by up to this share, so that readers who came together do not stay together. */
const JITTER = 0.1;

/**
 * How long to wait before the next look.
 *
 * A `fail` report comes with `Retry-After`, the time of the next probe: it is followed, within 1 to 60 s. Other
 * reports are renewed at the interval, or at the server's `max-age` when that is longer. After a miss the wait
 * grows with full jitter, and is never shorter than a `Retry-After` that could be read.
 *
 * @param misses Looks in a row without a report, this one included.
 * @param random A number from 0 up to 1.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function delayAfter(outcome: Outcome, misses: number, interval: number, random: number): number {
  if (outcome.kind === 'report') {
    const { report, wait } = outcome;
    const steady =
      report.status === 'fail' && wait > 0
        ? clamp(wait, MIN_WAIT, MAX_FAIL_WAIT)
        : clamp(wait, interval, Math.max(interval, MAX_SERVER_WAIT));
    return steady * (1 + JITTER * random);
  }
  const wait = 'wait' in outcome ? outcome.wait : 0;
  return Math.max(clamp(wait, MIN_WAIT, MAX_SERVER_WAIT), backoff(misses, random));
}

/** How soon after a look a reader, a returning tab or a new network may start the next one. */
export function gapAfter(outcome: Outcome): number {
  return outcome.kind !== 'report' && 'wait' in outcome
    ? clamp(outcome.wait, MIN_GAP, MAX_MANUAL_WAIT)
    : MIN_GAP;
}

/** How long a report counts: two looks may fail to renew it. A service looks once a minute at the least. */
export function freshFor(delay: number): number {
  return Math.max(MIN_FRESH, 2 * delay);
}

/**
 * How long an answer has been kept by caches on its way, in milliseconds.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9111#field.age
 */
export function ageOf(headers: Pick<Headers, 'get'>): number {
  return seconds(headers.get('age') ?? '') || 0;
}

/** A number of seconds in milliseconds; NaN for a text that is none. */
function seconds(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * SECOND : Number.NaN;
}

/**
 * How long the server asks us to wait: `Retry-After` in seconds or as a date, else `max-age`, else 0.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * @see https://www.rfc-editor.org/rfc/rfc9111#cache-response-directive.max-age
 */
export function serverWait(headers: Pick<Headers, 'get'>, now: number): number {
  const retryAfter = headers.get('retry-after');
  if (retryAfter !== null) {
    return Math.max(0, seconds(retryAfter) || Date.parse(retryAfter) - now || 0);
  }
  const maxAge = /\bmax-age=(\d+)/i.exec(headers.get('cache-control') ?? '');
  return seconds(maxAge?.[1] ?? '') || 0;
}

function backoff(misses: number, random: number): number {
  return random * Math.min(BACKOFF_CAP, BACKOFF_BASE * 2 ** (misses - 1));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
