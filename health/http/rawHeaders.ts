/**
 * Reads single headers of a request. Node's object of all of them is made when it is first read, and costs as much as the
 * rest of an answer.
 */

/** Names and values by turns, as `IncomingMessage.rawHeaders` has them. */
export type RawHeaders = readonly string[];

/**
 * The value of a header; those of several lines are joined by commas (RFC 9110, section 5.3).
 * @param name in lower case
 */
export function headerIn(raw: RawHeaders, name: string): string | undefined {
  let joined: string | undefined;
  for (let at = 0; at < raw.length; at += 2) {
    if (!isNamed(raw[at], name)) continue;
    joined = joined === undefined ? raw[at + 1] : `${joined}, ${raw[at + 1]}`;
  }
  return joined;
}

/** How many lines a header has. */
export function countHeader(raw: RawHeaders, name: string): number {
  let lines = 0;
  for (let at = 0; at < raw.length; at += 2) if (isNamed(raw[at], name)) lines += 1;
  return lines;
}

function isNamed(given: string | undefined, name: string): boolean {
  return given?.length === name.length && (given === name || given.toLowerCase() === name);
}
