/** Searches the index that `plugins/search` has built. Loads it when it is first asked. */
import { SearchError } from './error.ts';
import { beginning, excerptOf, type Piece } from './excerpt.ts';
import { find, type Hit } from './find.ts';
import { nearestWords } from './nearest.ts';
import { INDEX_FILE, isPageText, type PageText, pageFile } from './pageText.ts';
import { isIndexFile, readIndex, type SearchIndex } from './searchIndex.ts';
import { sectionOf } from './sections.ts';

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
  /** Its best part, unless that is its start. */
  heading: FoundHeading | undefined;
}

/** A page that matches; what to show of it is loaded on demand. */
export interface Match {
  /** Without a connection, there is only its title. */
  load(): Promise<FoundPage>;
}

export interface Answer {
  /** Pages that match, best first. */
  matches: readonly Match[];
  /** When there are none, words of titles that are spelled most like what was typed. */
  nearest: readonly string[];
}

export interface SearchEngine {
  /** Starts to load what every search needs. Says nothing when that fails: the search does. */
  warmUp(): void;
  /**
   * @param typed what the reader typed.
   * @throws SearchError when the index cannot be loaded.
   */
  search(typed: string): Promise<Answer>;
}

export interface EngineOptions {
  /** Whether there may be no index, because the site is being worked on. */
  development: boolean;
  /** Loads a JSON file of the site; fails when none comes. */
  get: (path: string) => Promise<unknown>;
}

/** Makes an engine. It may be asked for several queries at once. */
export function createEngine({ development, get }: EngineOptions): SearchEngine {
  let index: Promise<SearchIndex> | undefined;
  const open = (): Promise<SearchIndex> => {
    index ??= load(get).catch((cause: unknown) => {
      index = undefined;
      throw new SearchError(development ? 'not-built' : 'unreachable', { cause });
    });
    return index;
  };
  return {
    warmUp: () => void open().catch(() => {}),
    async search(typed) {
      const opened = await open();
      const hits = find(opened, typed);
      return {
        matches: hits.map((hit) => ({ load: async () => toPage(hit, await textOf(hit.page.url, get)) })),
        nearest: hits.length > 0 ? [] : nearestWords(opened.pages, typed),
      };
    },
  };
}

async function load(get: EngineOptions['get']): Promise<SearchIndex> {
  const file = await get(INDEX_FILE);
  if (!isIndexFile(file)) throw new TypeError(`${INDEX_FILE} is no index.`);
  return readIndex(file);
}

/** What is shown of a page; undefined without a connection. */
async function textOf(url: string, get: EngineOptions['get']): Promise<PageText | undefined> {
  const text = await get(pageFile(url)).catch(() => undefined);
  return isPageText(text) ? text : undefined;
}

function toPage({ page: { url, title }, part, terms }: Hit, text: PageText | undefined): FoundPage {
  const [start, best] = [text?.parts[0], text?.parts[part]];
  const isStart = best === undefined || part === 0;
  return {
    url,
    title,
    section: sectionOf(url)?.label ?? '',
    endpoint: text?.endpoint,
    excerpt: isStart
      ? excerptOf(start?.text || text?.description || '', terms)
      : beginning(text?.description || start?.text || ''),
    heading: isStart
      ? undefined
      : { url: `${url}#${best.id}`, title: best.title, excerpt: excerptOf(best.text, terms) },
  };
}
