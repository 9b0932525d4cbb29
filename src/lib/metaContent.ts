/** Reads what the server of a page tells its scripts at run time. */

/** The content of the first `<meta name="…">` of the page; undefined when it has none, or there is no page. */
export function metaContent(
  name: string,
  doc: Document | undefined = globalThis.document,
): string | undefined {
  return doc?.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
}
