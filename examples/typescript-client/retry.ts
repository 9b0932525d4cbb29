/** A `fetch` that repeats what may be repeated, and waits as long as the answer asks for. */
import { HokusaiError } from './errors.ts';

const ATTEMPTS = 5;
const LONGEST_PAUSE_MS = 60_000;
/** Longer than the 30 seconds after which Hokusai itself gives up. */
const TIMEOUT_MS = 40_000;

const PASSING = [408, 429, 500, 502, 503, 504];

/** Sends a request, up to five times. Throws a `HokusaiError` with status 0 when no answer comes. */
export async function fetchWithRetries(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await send(request.clone());
    if (attempt < ATTEMPTS && mayRepeat(request, outcome)) await sleep(pauseMs(outcome, attempt));
    else if (outcome instanceof Response) return outcome;
    else throw unreachable(request, outcome);
  }
}

async function send(request: Request): Promise<Response | Error> {
  try {
    return await fetch(request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * A 429 has done nothing yet, so everything may be repeated after it. After other failures the call may have been
 * carried out, and a second `create` would make a second run.
 */
function mayRepeat(request: Request, outcome: Response | Error): boolean {
  if (outcome instanceof Response && !PASSING.includes(outcome.status)) return false;
  if (outcome instanceof Response && outcome.status === 429) return true;
  return !new URL(request.url).pathname.endsWith('/create');
}

/** What `Retry-After` says, in seconds or as a date; else a random part of 1, 2, 4, 8 seconds. */
export function pauseMs(outcome: Response | Error, attempt: number): number {
  const header = outcome instanceof Response ? outcome.headers.get('Retry-After') : null;
  const asked =
    header === null ? Number.NaN : /^\d+$/.test(header) ? Number(header) * 1000 : untilDate(header);
  const pause = Number.isNaN(asked) ? Math.random() * 1000 * 2 ** (attempt - 1) : Math.max(0, asked);
  return Math.min(pause, LONGEST_PAUSE_MS);
}

function untilDate(date: string): number {
  return Date.parse(date) - Date.now();
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function unreachable(request: Request, cause: Error): HokusaiError {
  const reason = cause.cause instanceof Error ? cause.cause.message || cause.cause.name : cause.message;
  return new HokusaiError(0, 'UNREACHABLE', `${new URL(request.url).origin} gives no answer: ${reason}`, {
    cause,
  });
}
