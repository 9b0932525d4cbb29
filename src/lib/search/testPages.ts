/** Pages and matches for tests. */
import type { FoundPage, Match } from './engine.ts';

/** A page, with its best part below it or not. */
export function testPage(name: string, withPart = false): FoundPage {
  return {
    url: `/docs/${name}/`,
    title: `About ${name}`,
    section: 'Guide',
    endpoint: undefined,
    excerpt: [{ text: `All about ${name}.`, marked: false }],
    heading: withPart
      ? { url: `/docs/${name}/#part`, title: 'Part', excerpt: [{ text: name, marked: true }] }
      : undefined,
  };
}

export function testMatch(page: FoundPage): Match {
  return { load: async () => page };
}
