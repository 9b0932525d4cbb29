/** IP addresses and CIDR blocks as ranges of numbers. Safe in the browser. */

/** Addresses `first` to `last`, both included, of one family. */
export interface Range {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32n, 6: 128n } as const;
const MAPPED_V4 = 0xffffn << 32n;

function parseV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function parseGroups(text: string): bigint[] | null {
  if (text === '') return [];
  const groups: bigint[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 ? parseV4(part) : null;
    if (v4 !== null) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`));
    else return null;
  }
  return groups;
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? '');
  const tail = parseGroups(halves[1] ?? '');
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const zeros = Array.from({ length: missing }, () => 0n);
  return [...head, ...zeros, ...tail].reduce((value, group) => (value << 16n) | group, 0n);
}

/** Reads an address, or gives null. An IPv4 address in IPv6 clothes (`::ffff:1.2.3.4`) is the IPv4 address. */
export function parseAddress(text: string): { family: 4 | 6; value: bigint } | null {
  const v4 = parseV4(text);
  if (v4 !== null) return { family: 4, value: v4 };
  const v6 = parseV6(text);
  if (v6 === null) return null;
  return v6 >> 32n === MAPPED_V4 >> 32n ? { family: 4, value: v6 & 0xffffffffn } : { family: 6, value: v6 };
}

/** Reads a block such as `10.0.0.0/8`, or gives null. Host bits below the prefix are ignored. */
export function parseCidr(text: string): Range | null {
  const [base, prefix, ...rest] = text.split('/');
  if (base === undefined || prefix === undefined || rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return null;
  const address = parseAddress(base);
  if (!address) return null;
  const free = BITS[base.includes(':') ? 6 : 4] - BigInt(prefix);
  if (free < 0n || free > BITS[address.family]) return null;
  const first = (address.value >> free) << free;
  return { family: address.family, first, last: first + (1n << free) - 1n };
}

/** Whether the address lies in the range; false when it is no address at all. */
export function inRange(range: Range, address: string): boolean {
  const parsed = parseAddress(address);
  return parsed?.family === range.family && range.first <= parsed.value && parsed.value <= range.last;
}

function formatAddress(family: 4 | 6, value: bigint): string {
  const size = family === 4 ? 8n : 16n;
  const mask = (1n << size) - 1n;
  const parts: bigint[] = [];
  for (let shift = BITS[family] - size; shift >= 0n; shift -= size) parts.push((value >> shift) & mask);
  if (family === 4) return parts.join('.');
  const groups = parts.map((part) => part.toString(16)).join(':');
  return new URL(`http://[${groups}]`).hostname.slice(1, -1);
}

/**
 * An address that lies in a range of every group and in none of the others, or null when there is none: the first
 * such address either is the preferred one, starts a range, follows one, or is the lowest of its family.
 */
export function findAddress(all: Range[][], none: Range[], preferred: string): string | null {
  const starts = all.flat().map(({ family, first }) => formatAddress(family, first));
  const followers = none
    .filter(({ family, last }) => last + 1n < 1n << BITS[family])
    .map(({ family, last }) => formatAddress(family, last + 1n));
  const fits = (address: string) =>
    all.every((group) => group.some((range) => inRange(range, address))) &&
    !none.some((range) => inRange(range, address));
  return [preferred, ...starts, ...followers, '0.0.0.0', '::'].find(fits) ?? null;
}
