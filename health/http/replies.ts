/** Whole HTTP answers, ready to send: status, headers and body, with the headers that every public answer has. */
import { createHash } from 'node:crypto';
import { PROBLEM_MEDIA_TYPE, problemSchema } from '../contract.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for 204 and 304. */
  readonly body: string;
  /** Text that is all ASCII has the same bytes as `latin1`, which Node writes sooner. */
  readonly encoding: 'latin1' | 'utf8';
}

/**
 * Read from any page, without credentials. `Cross-Origin-Resource-Policy` lets a page that may not read the answer
 * still learn that there was one. `Age` is for the caches on the way; we always send what is known now.
 */
const publicHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After, Age, ETag',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
} as const;

const NO_STORE = 'no-store';
/** Without `must-revalidate` a cache may go on with an old `pass` while we answer 503 (RFC 9111, section 4.3.3). */
export const keptFor = (seconds: number) => `public, max-age=${seconds}, must-revalidate`;

function reply(status: number, type: string, body: string, headers: Record<string, string>): Reply {
  const length = Buffer.byteLength(body);
  return {
    status,
    headers: { ...publicHeaders, 'content-type': type, 'content-length': String(length), ...headers },
    body,
    encoding: length === body.length ? 'latin1' : 'utf8',
  };
}

/** An answer that caches may keep for a few seconds and ask for again by its tag. */
export function cacheable(type: string, body: string, headers: Record<string, string> = {}): Reply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return reply(200, type, body, { 'cache-control': keptFor(5), etag, ...headers });
}

/** An answer that nobody may keep. */
export function uncached(
  status: number,
  type: string,
  body: string,
  headers: Record<string, string> = {},
): Reply {
  return reply(status, type, body, { 'cache-control': NO_STORE, ...headers });
}

/** A refusal (RFC 9457). `detail` is for the reader and says what to do. */
export function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Reply {
  const body = JSON.stringify(problemSchema.parse({ type: 'about:blank', title, status, detail }));
  return uncached(status, PROBLEM_MEDIA_TYPE, body, headers);
}

/** The answer to OPTIONS, preflights included. */
export function options(allow: string): Reply {
  return {
    status: 204,
    headers: {
      ...publicHeaders,
      allow,
      'access-control-allow-methods': allow,
      // A page that asks conditionally is asked first (https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
      'access-control-allow-headers': 'If-None-Match',
      'access-control-max-age': '86400',
      'cache-control': NO_STORE,
    },
    body: '',
    encoding: 'latin1',
  };
}

/** Without a body when the caller's tag is still right (RFC 9110, section 13.1.2). */
export function unlessMatching(answer: Reply, ifNoneMatch: string | undefined): Reply {
  const etag = answer.headers.etag;
  if (etag === undefined || ifNoneMatch === undefined) return answer;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (!tags.includes(etag) && !tags.includes('*')) return answer;
  const { 'content-type': _type, 'content-length': _length, ...headers } = answer.headers;
  return { status: 304, headers, body: '', encoding: 'latin1' };
}

/** The same answer with more headers. */
export function withHeaders(answer: Reply, headers: Record<string, string>): Reply {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
