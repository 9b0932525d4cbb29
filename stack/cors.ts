/** Cross-origin headers of the API stand-in, so that a page of the documentation may call it. */
import type { HeaderList } from './headers.ts';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** What every answer to a page of an allowed origin carries. */
export function corsHeaders(origin: string | undefined, allowed: readonly string[]): HeaderList {
  if (origin === undefined || !allowed.includes(origin)) return [['Vary', 'Origin']];
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Expose-Headers', 'X-Request-Id, Retry-After'],
    ['Vary', 'Origin'],
  ];
}

/**
 * What a preflight is answered in addition.
 *
 * @param asked the preflight's `Access-Control-Request-Headers`
 */
export function preflightHeaders(asked: string | undefined): HeaderList {
  const headers: HeaderList = [
    ['Access-Control-Allow-Methods', METHODS],
    ['Access-Control-Max-Age', '600'],
    ['Allow', METHODS],
  ];
  return asked === undefined ? headers : [...headers, ['Access-Control-Allow-Headers', asked]];
}
