import type { HtmlTagObject } from '@docusaurus/types';
import { REGISTRY_ORIGIN } from '../endpoint.ts';

/**
 * The health widget reads the registry's origin from this tag, so that one build serves production and the
 * local stack, which rewrites the tag as it serves the page.
 */
export const headTags: HtmlTagObject[] = [
  {
    tagName: 'meta',
    attributes: { name: 'registry-origin', content: process.env.REGISTRY_ORIGIN ?? REGISTRY_ORIGIN },
  },
];
