/**
 * The keys that the local stack accepts, the reader's and the canary's: made at random on the first start and kept for the
 * next ones.
 */
import { randomInt, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FORM = /^hk_dev_[A-Za-z0-9]{32}$/;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Reads the key, or makes one when there is none of the right form. Only the owner may read the file. */
export function readOrMakeKey(file: string): string {
  const known = readKey(file);
  if (known !== undefined) {
    chmodSync(file, 0o600);
    return known;
  }
  const key = `hk_dev_${Array.from({ length: 32 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${key}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return key;
}

/** Compares without telling by the time taken how much of the key was right. */
export function isSameKey(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function readKey(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return FORM.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
