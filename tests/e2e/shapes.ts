/** Chooses pages that between them hold everything that any page holds: what one writer has made alike needs one look. */

const OPENING_TAG = /<([a-z][\w-]*)((?:\s[^<>]*)?)>/g;
/** Minified HTML leaves out quotes. */
const CLASS = /\sclass=(?:"(?<quoted>[^"]*)"|(?<bare>[^\s>]+))/;

/** Each element of a page's main part, as tag and class, with the one that begins before it. */
export function shapesOf(html: string): Set<string> {
  const main = html.slice(html.indexOf('<main'), html.lastIndexOf('</main>'));
  const names = [...main.matchAll(OPENING_TAG)].map(
    ([, tag = '', attributes = '']) => `${tag} ${classOf(attributes)}`,
  );
  return new Set(names.map((name, index) => `${names[index - 1] ?? ''} > ${name}`));
}

function classOf(attributes: string): string {
  const { quoted, bare } = CLASS.exec(attributes)?.groups ?? {};
  return quoted ?? bare ?? '';
}

/**
 * Pages that hold every shape, the richest first.
 *
 * @param shapes of each page
 */
export function covering(shapes: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const missing = new Set([...shapes.values()].flatMap((all) => [...all]));
  const chosen: string[] = [];
  while (missing.size > 0) {
    const gain = (page: string): number => [...(shapes.get(page) ?? [])].filter((s) => missing.has(s)).length;
    const [best = ''] = [...shapes.keys()].sort((a, b) => gain(b) - gain(a));
    chosen.push(best);
    for (const shape of shapes.get(best) ?? []) missing.delete(shape);
  }
  return chosen;
}
