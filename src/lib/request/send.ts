/** Sends a request from the page, and says in words why no answer came. */
import type { PlannedRequest } from './request.ts';

export interface Answer {
  status: number;
  statusText: string;
  /** From sending to the end of the body. */
  milliseconds: number;
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
  /** Bytes of the body. */
  size: number;
}

export type Failure = 'offline' | 'refused' | 'blocked';

/** Bytes of an answer that a page shows. */
const MOST_BYTES = 1_000_000;

/** No answer came. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`No answer: ${failure}.`, options);
    this.failure = failure;
  }
}

/**
 * @param key sent as a bearer token; none when empty.
 * @param signal ends the request.
 * @throws NoAnswer when none came; the reason of the signal when it ended the request.
 */
export async function send(
  { method, url, headers, body }: PlannedRequest,
  key: string,
  signal: AbortSignal,
): Promise<Answer> {
  const started = performance.now();
  const authorization: Record<string, string> = key === '' ? {} : { Authorization: `Bearer ${key}` };
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...authorization },
      body: body ?? null,
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    const bytes = await response.arrayBuffer();
    return {
      status: response.status,
      statusText: response.statusText,
      milliseconds: performance.now() - started,
      headers: [...response.headers],
      body: textOf(bytes),
      size: bytes.byteLength,
    };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new NoAnswer(await reasonOf(url), { cause });
  }
}

/** Text as far as a page shows it; bytes that are no text become replacement characters. */
function textOf(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes.slice(0, MOST_BYTES));
}

/** A browser hides why a request failed; whether the server answers at all can be seen. */
async function reasonOf(url: string): Promise<Failure> {
  if (!navigator.onLine) return 'offline';
  try {
    await fetch(new URL(url).origin, { mode: 'no-cors', credentials: 'omit', cache: 'no-store' });
    return 'blocked';
  } catch {
    return 'refused';
  }
}
