/** The part of an HTTP request that a load balancer decides by, and how to write one as a URL. */
import { RoutingError } from './error.ts';

/** A request as it arrives on the wire: nothing decoded, nothing normalised. */
export interface RoutingRequest {
  protocol: 'http' | 'https';
  /** Port of the listener. */
  port: number;
  method: string;
  /** Host without its port. */
  host: string;
  /** Raw path, percent-encoding kept. */
  path: string;
  /** Raw query string without `?`. */
  query: string;
  headers: ReadonlyArray<readonly [string, string]>;
  /** Address of the TCP peer. */
  sourceIp: string;
}

/** What a URL does not say. */
export interface RequestOptions {
  method?: string;
  headers?: ReadonlyArray<readonly [string, string]>;
  /** Address of the client; a documentation address (RFC 5737) when not given. */
  sourceIp?: string;
}

/** The address that requests come from when nobody says. */
export const DEFAULT_SOURCE_IP = '203.0.113.10';

const URL_PARTS = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i;

/**
 * Reads a URL as the load balancer would see it. Unlike `URL` it keeps the path raw: `..`, `//` and `%2F` stay.
 *
 * @throws RoutingError `bad-request` when the text is not an http or https URL.
 */
export function parseRequest(url: string, options: RequestOptions = {}): RoutingRequest {
  const [, scheme, , path = '', query = ''] = URL_PARTS.exec(url) ?? [];
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (scheme === undefined || parsed === null) {
    throw new RoutingError(
      'bad-request',
      `"${url}" is not a URL that can be matched: expected http:// or https://, a host and a path.`,
      'Write it in full, for example https://registry.hokus.ai/api/mlflow.',
    );
  }
  const protocol = scheme.toLowerCase() === 'http' ? 'http' : 'https';
  return {
    protocol,
    port: parsed.port === '' ? (protocol === 'http' ? 80 : 443) : Number(parsed.port),
    method: options.method ?? 'GET',
    host: parsed.hostname,
    path: onTheWire(path === '' ? '/' : path),
    query: onTheWire(query),
    headers: options.headers ?? [],
    sourceIp: options.sourceIp ?? DEFAULT_SOURCE_IP,
  };
}

/** Clients cannot send spaces or letters beyond ASCII, so they encode them; all else stays as written. */
function onTheWire(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()));
}

/** The request as a URL, for people to read and for `parseRequest` to read again. */
export function requestUrl(request: RoutingRequest): string {
  const usual = request.protocol === 'http' ? 80 : 443;
  const port = request.port === usual ? '' : `:${request.port}`;
  const query = request.query === '' ? '' : `?${request.query}`;
  return `${request.protocol}://${request.host}${port}${request.path}${query}`;
}
