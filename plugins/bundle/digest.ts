import { createHash } from 'node:crypto';

/** What an address and an `integrity` attribute say of a file. */
export function digestOf(text: string): { hash: string; integrity: string } {
  const digest = createHash('sha256').update(text).digest();
  return { hash: digest.toString('hex').slice(0, 8), integrity: `sha256-${digest.toString('base64')}` };
}
