/** Which block of a page is which: its anchor, and a fingerprint that changes when what readers copy changes. Pure. */
import { createHash } from 'node:crypto';

/** A fenced block as it stands in a parsed page. */
export interface FencedBlock {
  /** The word after the opening fence; empty when there is none. */
  language: string;
  /** What stands after the language; empty when there is nothing. */
  meta: string;
  /** The code as readers see it. */
  code: string;
}

/** The id of a page's nth fenced block, counted from 1 and including every language. */
export function blockAnchor(number: number): string {
  return `code-${number}`;
}

/** Fingerprint of a block. Where the block stands on its page does not count. */
export function blockIdentity({ language, meta, code }: FencedBlock): string {
  return createHash('sha256')
    .update(JSON.stringify([language, meta.trim(), code]))
    .digest('hex')
    .slice(0, 16);
}
