import type { HtmlTagObject } from '@docusaurus/types';
import { LOCAL_REGISTRY_ORIGIN, REGISTRY_ORIGIN } from '../endpoint.ts';

/** `npm run dev` runs against the local stack: a page under work must not call production. */
const usualOrigin = process.env.NODE_ENV === 'development' ? LOCAL_REGISTRY_ORIGIN : REGISTRY_ORIGIN;

/**
 * The health widget reads the registry's origin from this tag, so that one build serves production and the
 * local stack, which rewrites the tag as it serves the page.
 */
export const headTags: HtmlTagObject[] = [
  {
    tagName: 'meta',
    attributes: { name: 'registry-origin', content: process.env.REGISTRY_ORIGIN ?? usualOrigin },
  },
  {
    tagName: 'link',
    attributes: {
      rel: 'alternate',
      type: 'application/atom+xml',
      title: 'Changelog',
      href: '/changelog.atom',
    },
  },
];
