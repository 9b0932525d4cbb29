/** Where the registry is, as this page was told: one build serves production and the local stack. */
import { REGISTRY_ORIGIN } from '../../endpoint.ts';
import { metaContent } from './metaContent.ts';

/** Name of the `<meta>` tag that carries the origin. */
const META_NAME = 'registry-origin';

/**
 * Reads the registry's origin from `<meta name="registry-origin" content="https://…">`.
 *
 * @param doc The page; left out on the server, where there is none.
 * @returns Scheme, host and port without a trailing slash. The production origin when there is no tag, or when
 *   what it says is no http(s) URL.
 */
export function registryOrigin(doc: Document | undefined = globalThis.document): string {
  const content = metaContent(META_NAME, doc);
  if (content === undefined || !URL.canParse(content)) return REGISTRY_ORIGIN;
  const { origin, protocol } = new URL(content);
  return protocol === 'https:' || protocol === 'http:' ? origin : REGISTRY_ORIGIN;
}
