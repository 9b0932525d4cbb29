/** What readers type into the settings. Pure. */

/** A key that an `Authorization` header can carry, none of whose characters means anything to a shell in quotes. */
const SAFE_KEY = /^[\w.~+/=-]+$/;

/** @returns what is wrong with a key, for the reader; undefined when nothing is. */
export function keyProblem(key: string): string | undefined {
  if (key === '' || SAFE_KEY.test(key)) return undefined;
  return 'This isn’t an API key: a key has no spaces, quotes, or other special characters.';
}

/** Scheme, host and port of an address; undefined when it is none that a client could call. */
export function originOf(address: string): string | undefined {
  const text = address.trim();
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
