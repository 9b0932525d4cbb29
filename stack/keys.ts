/** Finds and removes API keys in requests, in the forms that production accepts. */
import { type HeaderList, headerValues, withoutHeaders } from './headers.ts';

const SCHEMES = ['Bearer ', 'ApiKey '];

const QUERY_NAME = 'api_key';

/**
 * The key of a request: `Authorization: Bearer`, `Authorization: ApiKey`, `X-API-Key`, `?api_key=`, in this order.
 *
 * @param target raw request target, query included
 * @returns an empty text when no key arrived
 */
export function keyOf(target: string, headers: HeaderList): string {
  const authorization = headerValues(headers, 'authorization')[0] ?? '';
  const scheme = SCHEMES.find((each) => authorization.startsWith(each));
  if (scheme !== undefined) return authorization.slice(scheme.length);
  const header = headerValues(headers, 'x-api-key').find((value) => value !== '');
  return header ?? new URLSearchParams(splitTarget(target).query).get(QUERY_NAME) ?? '';
}

/** The headers without any that can hold a key. */
export function headersWithoutKey(headers: HeaderList): HeaderList {
  return withoutHeaders(headers, (name) => name === 'authorization' || name === 'x-api-key');
}

/** The raw request target without key parameters; every other byte stays as it is. */
export function targetWithoutKey(target: string): string {
  const { path, query } = splitTarget(target);
  if (query === '') return target;
  const kept = query.split('&').filter((pair) => !new URLSearchParams(pair).has(QUERY_NAME));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

/** Cuts a raw request target at its first question mark. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?');
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) };
}
