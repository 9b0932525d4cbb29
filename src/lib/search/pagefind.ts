/**
 * What we use of `pagefind.js`, which is loaded as it is, and so has no types here.
 *
 * @see https://pagefind.app/docs/api/
 */

interface WeightedLocation {
  balanced_score: number;
}

/** A heading with matches below it; without `anchor`, the start of the page. */
interface SubResult {
  title: string;
  url: string;
  excerpt: string;
  anchor?: object;
  weighted_locations: WeightedLocation[];
}

export interface Fragment {
  url: string;
  /** As `plugins/search/document.ts` gives them. */
  meta: { title: string; endpoint?: string; words?: string; code?: string };
  /** All text that was indexed. */
  content: string;
  excerpt: string;
  sub_results: SubResult[];
}

export interface RawResult {
  id: string;
  /** Names of the metadata with a match. */
  matchedMetaFields?: string[];
  data(): Promise<Fragment>;
}

export interface Instance {
  search(query: string): Promise<{ results: RawResult[] }>;
}

export interface InstanceOptions {
  basePath: string;
  /** Words in an excerpt. */
  excerptLength: number;
  /** A worker would cost 11 KB more; a search takes some milliseconds. */
  noWorker: boolean;
  /** @see https://pagefind.app/docs/ranking/ */
  ranking: { pageLength: number; metaWeights: Record<string, number> };
}

export interface Pagefind {
  createInstance(options: InstanceOptions): Instance;
}

/** Whether a module is Pagefind's. */
export function isPagefind(module: unknown): module is Pagefind {
  return (
    typeof module === 'object' &&
    module !== null &&
    'createInstance' in module &&
    typeof module.createInstance === 'function'
  );
}
