/** Searches the index that `plugins/search` has built. Loads Pagefind when it is first asked. */
import { SearchError } from './error.ts';
import { belowTitle, fromMiddle, type Piece, readExcerpt, textOf } from './excerpt.ts';
import { type Fragment, type Instance, isPagefind, type Pagefind, type RawResult } from './pagefind.ts';
import { resembles, toQuery } from './query.ts';
import { sectionOf } from './sections.ts';

/** Folder of the index in the built site. */
export const INDEX_FOLDER = 'pagefind';

const EXCERPT_WORDS = 24;
const MOST_HEADINGS = 3;

/**
 * A page counts no less for being long, as guides are. In a page's metadata, the path of an operation is among its words
 * already; names in code make a page found, and no more.
 */
const RANKING = { pageLength: 0, metaWeights: { title: 5, words: 5, endpoint: 0, code: 0 } };

/** A part of a page that has what was asked for. */
export interface FoundHeading {
  url: string;
  title: string;
  excerpt: Piece[];
}

export interface FoundPage {
  url: string;
  title: string;
  /** The part of the site that it is in. */
  section: string;
  /** Method and path, when it shows an operation. */
  endpoint: string | undefined;
  excerpt: Piece[];
  /** The best few, in the page's order. */
  headings: FoundHeading[];
}

/** A page that matches; what to show of it is loaded on demand. */
export interface Match {
  load(): Promise<FoundPage>;
}

export interface SearchEngine {
  /** Starts to load what every search needs. Says nothing when that fails: the search does. */
  warmUp(): void;
  /**
   * @param typed what the reader typed.
   * @returns pages that match, best first.
   * @throws SearchError when the index cannot be loaded.
   */
  search(typed: string): Promise<Match[]>;
}

export interface EngineOptions {
  /** Where the index is, as a path with a slash at both ends. */
  folder: string;
  /** Whether there may be no index, because the site is being worked on. */
  development: boolean;
  /** Loads an ES module; it must fail when there is none at the address. */
  load: (url: string) => Promise<unknown>;
}

/** Makes an engine. It may be asked for several queries at once. */
export function createEngine(options: EngineOptions): SearchEngine {
  let module: Promise<Pagefind> | undefined;
  let instance: Promise<Instance> | undefined;
  let attempts = 0;

  const loadModule = (): Promise<Pagefind> => {
    module ??= loadPagefind(options, attempts++).catch((error: unknown) => {
      module = undefined;
      throw error;
    });
    return module;
  };
  const open = async (): Promise<Instance> =>
    (await loadModule()).createInstance({
      basePath: options.folder,
      excerptLength: EXCERPT_WORDS,
      noWorker: true,
      ranking: RANKING,
    });
  const current = (): Promise<Instance> => {
    instance ??= open();
    return instance;
  };
  const forget = (): void => {
    instance = undefined;
  };

  return {
    warmUp: () => void current().catch(forget),
    async search(typed) {
      const query = toQuery(typed);
      try {
        const matches = await find(await current(), query);
        if (matches.length > 0) return matches;
        // Pagefind goes on without a part of the index that did not come, and never asks for it again. So "nothing
        // found" counts only from a fresh start, which fails where there is no connection.
        forget();
        return await find(await current(), query);
      } catch (cause) {
        forget();
        throw cause instanceof SearchError ? cause : new SearchError('unreachable', { cause });
      }
    },
  };
}

/** @param attempt browsers remember that a module did not load, by its address: another attempt needs another one. */
async function loadPagefind(
  { folder, development, load }: EngineOptions,
  attempt: number,
): Promise<Pagefind> {
  const url = `${folder}pagefind.js${attempt === 0 ? '' : `?attempt=${attempt}`}`;
  const loaded = await load(url).catch((cause: unknown) => {
    throw new SearchError(development ? 'not-built' : 'unreachable', { cause });
  });
  if (!isPagefind(loaded)) throw new SearchError('unreachable');
  return loaded;
}

async function find(instance: Instance, query: string): Promise<Match[]> {
  const { results } = await instance.search(query);
  const [best] = results;
  // Every page has the same words of the query, so the best one stands for all.
  if (best === undefined || !resembles(query, foundWords(await best.data()))) return [];
  const named = await namedSo(instance, query);
  return [...results.filter(({ id }) => named.has(id)), ...results.filter(({ id }) => !named.has(id))].map(
    toMatch,
  );
}

/**
 * Ids of the pages of operations with exactly this name or path. Pagefind finds `getRun` and `getRunHistory` alike for
 * `getRun`, unless it is in quotation marks.
 */
async function namedSo(instance: Instance, query: string): Promise<ReadonlySet<string>> {
  if (/[\s"]/.test(query)) return new Set();
  const { results } = await instance.search(`"${query}"`);
  return new Set(
    results.filter(({ matchedMetaFields }) => matchedMetaFields?.includes('words')).map(({ id }) => id),
  );
}

function foundWords({ meta, excerpt, sub_results }: Fragment): string[] {
  const marked = [excerpt, ...sub_results.map((result) => result.excerpt)]
    .flatMap(readExcerpt)
    .filter((piece) => piece.marked)
    .map((piece) => piece.text);
  return [...marked, meta.title, meta.words ?? '', meta.code ?? ''];
}

function toMatch(result: RawResult): Match {
  return { load: async () => toPage(await result.data()) };
}

function toPage(fragment: Fragment): FoundPage {
  const { url, meta } = fragment;
  return {
    url,
    title: meta.title,
    section: sectionOf(url)?.label ?? '',
    endpoint: meta.endpoint,
    excerpt: introduction(fragment),
    headings: bestHeadings(fragment.sub_results),
  };
}

/** What was found above the first heading, or else how the page begins; headings show what was found below them. */
function introduction({ content, sub_results }: Fragment): Piece[] {
  const [first] = sub_results;
  if (first !== undefined && first.anchor === undefined) {
    const pieces = readExcerpt(first.excerpt);
    return content.startsWith(textOf(pieces)) ? pieces : fromMiddle(pieces);
  }
  return [{ text: content.split(' ', EXCERPT_WORDS).join(' '), marked: false }];
}

function bestHeadings(results: Fragment['sub_results']): FoundHeading[] {
  const weigh = ({ weighted_locations }: Fragment['sub_results'][number]): number =>
    weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0);
  const headings = results.filter(({ anchor }) => anchor !== undefined);
  const best = new Set([...headings].sort((a, b) => weigh(b) - weigh(a)).slice(0, MOST_HEADINGS));
  return headings
    .filter((heading) => best.has(heading))
    .map(({ url, title, excerpt }) => ({ url, title, excerpt: belowTitle(readExcerpt(excerpt), title) }));
}
