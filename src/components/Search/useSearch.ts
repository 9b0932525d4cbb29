/** The search in React: the state machine of `src/lib/search`, and the questions to the engine that it calls for. */
import { type Dispatch, useEffect, useReducer } from 'react';
import type { FoundPage, Match, SearchEngine } from '../../lib/search/engine.ts';
import { SearchError } from '../../lib/search/error.ts';
import { IDLE, queryOf, reduce, type SearchEvent, type SearchState } from '../../lib/search/state.ts';

/** How long the reader must pause before a query is asked, in milliseconds. */
const PAUSE_MS = 120;

/** Pages shown at once; more are loaded on demand. */
const PAGES_AT_ONCE = 8;

/**
 * @param before what was typed when the dialog was last open; asked again.
 */
export function useSearch(engine: SearchEngine, before: string): [SearchState, Dispatch<SearchEvent>] {
  const [state, dispatch] = useReducer(reduce, before, (query) => reduce(IDLE, { type: 'asked', query }));

  useEffect(() => engine.warmUp(), [engine]);

  const awaited = state.status === 'loading' ? state.query : undefined;
  useEffect(() => {
    if (awaited === undefined) return;
    const timer = setTimeout(() => void ask(engine, awaited).then(dispatch), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [engine, awaited]);

  const results = state.status === 'results' ? state : undefined;
  const matches = results?.matches;
  // Undefined unless more is wanted; a step of the reader must not ask for the same once more.
  const start = results?.more === 'loading' ? results.pages.length : undefined;
  const query = queryOf(state);
  useEffect(() => {
    if (matches === undefined || start === undefined) return;
    void loadMore(query, matches.slice(start)).then(dispatch);
  }, [matches, start, query]);

  return [state, dispatch];
}

async function ask(engine: SearchEngine, query: string): Promise<SearchEvent> {
  try {
    const matches = await engine.search(query);
    return { type: 'found', query, matches, pages: await loadSome(matches) };
  } catch (error) {
    return { type: 'failed', query, code: error instanceof SearchError ? error.code : 'unreachable' };
  }
}

async function loadMore(query: string, rest: readonly Match[]): Promise<SearchEvent> {
  try {
    return { type: 'moreFound', query, pages: await loadSome(rest) };
  } catch {
    return { type: 'moreFailed', query };
  }
}

function loadSome(matches: readonly Match[]): Promise<FoundPage[]> {
  return Promise.all(matches.slice(0, PAGES_AT_ONCE).map((match) => match.load()));
}
