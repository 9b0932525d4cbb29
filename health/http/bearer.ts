/** Checks a Bearer token without telling, by the time it takes, how much of it was right. */
import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether an `Authorization` header holds the token. Digests have one length, so they can be compared in constant time.
 * @param token the right one; undefined refuses everything
 */
export function holdsToken(authorization: string | undefined, token: string | undefined): boolean {
  const given = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization ?? '')?.[1];
  if (given === undefined || token === undefined) return false;
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
