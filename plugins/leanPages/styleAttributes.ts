/** Style attributes of a page, which the Content-Security-Policy forbids. */

/** What Docusaurus and its highlighter write. The stylesheet does the same. */
const NEEDLESS = [' style="display: none;"', ' style=display:inline-block'];

/**
 * Takes the needless ones out of a page.
 *
 * @throws Error if any other is left: the browser would ignore it.
 */
export function withoutStyleAttributes(html: string): string {
  const clean = NEEDLESS.reduce((text, attribute) => text.replaceAll(attribute, ''), html);
  const left = /<[a-z][^<>]*\sstyle=[^<>]*>/i.exec(clean);
  if (left !== null) throw new Error(`The Content-Security-Policy forbids this style attribute: ${left[0]}`);
  return clean;
}
