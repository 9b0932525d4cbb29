/** Finds out who asks, without believing what a client says of itself. */
import { isIP } from 'node:net';

/**
 * The client's address, for counting requests.
 *
 * Each proxy appends the address it saw to `X-Forwarded-For`, so with `hops` proxies of our own only the last
 * `hops` entries were written by us; everything further left is the client's own word.
 * @param peer address at the other end of the connection
 * @param forwardedFor the header, all lines joined by commas
 * @param hops number of our own proxies in front
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string {
  const fallback = peer ?? 'unknown';
  if (hops === 0 || forwardedFor === undefined) return fallback;
  const entry = forwardedFor.split(',').at(-hops)?.trim();
  return entry === undefined ? fallback : (addressOf(entry) ?? fallback);
}

/** An address, with the port that some proxies add taken off. */
function addressOf(entry: string): string | undefined {
  const bare = /^\[(.+)\](?::\d+)?$/.exec(entry)?.[1] ?? /^([\d.]+):\d+$/.exec(entry)?.[1] ?? entry;
  return isIP(bare) === 0 ? undefined : bare;
}

/** The key under which an address is counted: IPv6 by its /64, since one client holds that many addresses. */
export function rateKey(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1).join('').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
