import { createHash } from 'node:crypto';

const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script>/gi;
const HAS_SOURCE = /\ssrc\s*=/i;
const DATA_BLOCK = /\stype\s*=\s*["']?(?:application\/(?:ld\+)?json|text\/plain)/i;

/**
 * Hashes of the executable inline scripts of a page, as a Content-Security-Policy names them.
 *
 * @param html one whole page as Docusaurus writes it: no `</script>` inside a script's text.
 * @returns `sha256-<base64>`, one for each distinct script, in order of appearance.
 */
export function inlineScriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(SCRIPT)) {
    if (HAS_SOURCE.test(attributes) || DATA_BLOCK.test(attributes) || text === '') continue;
    hashes.add(`sha256-${createHash('sha256').update(text).digest('base64')}`);
  }
  return [...hashes];
}
