/** Pages and matches for tests. */
import type { FoundPage, Match } from './engine.ts';

/** A page with as many headings as asked for. */
export function testPage(name: string, headings = 0): FoundPage {
  return {
    url: `/docs/${name}/`,
    title: `About ${name}`,
    section: 'Guide',
    endpoint: undefined,
    excerpt: [{ text: `All about ${name}.`, marked: false }],
    headings: Array.from({ length: headings }, (_, n) => ({
      url: `/docs/${name}/#part-${n + 1}`,
      title: `Part ${n + 1}`,
      excerpt: [{ text: name, marked: true }],
    })),
  };
}

export function testMatch(page: FoundPage): Match {
  return { load: async () => page };
}
