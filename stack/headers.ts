/** HTTP headers as they stand on the wire: a list that keeps order, case and repetition. */

/** Name and value of each header line. */
export type HeaderList = ReadonlyArray<readonly [name: string, value: string]>;

/** Headers that belong to one connection and are never passed on (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Pairs up `rawHeaders` of a message. */
export function headerList(raw: readonly string[]): HeaderList {
  const list: Array<[string, string]> = [];
  for (let at = 0; at + 1 < raw.length; at += 2) list.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return list;
}

/** All values of one header, whatever its case. */
export function headerValues(headers: HeaderList, name: string): string[] {
  return headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
}

/** The headers whose lower-case name is not refused. */
export function withoutHeaders(headers: HeaderList, refused: (name: string) => boolean): HeaderList {
  return headers.filter(([name]) => !refused(name.toLowerCase()));
}

/** What says where a message ends and whom it is for: naming these in `Connection` would let one request become two. */
const NEVER_NAMED = new Set(['content-length', 'host']);

/**
 * The headers that go on to the other side: without those of the connection and those that `Connection` names. Take them
 * off before a proxy adds its own, or a client could name those, too.
 */
export function endToEnd(headers: HeaderList): HeaderList {
  const named = headerValues(headers, 'connection').flatMap((value) =>
    value.split(',').map((token) => token.trim().toLowerCase()),
  );
  const dropped = new Set([...HOP_BY_HOP, ...named.filter((name) => !NEVER_NAMED.has(name))]);
  return withoutHeaders(headers, (name) => dropped.has(name));
}
