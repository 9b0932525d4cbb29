/** The search's state machine at work: every event goes in, and the questions to the engine that a state calls for go out. */
import type { FoundPage, Match, SearchEngine } from '../engine.ts';
import { SearchError } from '../error.ts';
import { IDLE, reduce, type SearchEvent, type SearchState } from '../state.ts';

/** How long the reader must pause before a query is asked, in milliseconds. */
const PAUSE_MS = 120;

/** Pages shown at once; more are loaded on demand. */
const PAGES_AT_ONCE = 8;

/** Hears of an event, and answers with the state after it. */
type Dispatch = (event: SearchEvent) => SearchState;

/** @param onChange hears of each new state, and the one before */
export function createAsking(
  engine: SearchEngine,
  onChange: (state: SearchState, before: SearchState) => void,
): Dispatch {
  let state: SearchState = IDLE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const dispatch: Dispatch = (event) => {
    const before = state;
    state = reduce(before, event);
    if (state === before) return state;
    act(state, before);
    onChange(state, before);
    return state;
  };
  const act = (now: SearchState, before: SearchState): void => {
    if (now.status !== 'loading') clearTimeout(timer);
    else if (before.status !== 'loading' || before.query !== now.query) {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(engine, now.query).then(dispatch), PAUSE_MS);
    }
    if (now.status === 'results' && now.more === 'loading' && before.status === 'results')
      if (before.more !== 'loading')
        void loadMore(now.query, now.matches.slice(now.pages.length)).then(dispatch);
  };
  return dispatch;
}

async function ask(engine: SearchEngine, query: string): Promise<SearchEvent> {
  try {
    const answer = await engine.search(query);
    return { type: 'found', query, ...answer, pages: await loadSome(answer.matches) };
  } catch (error) {
    return { type: 'failed', query, code: error instanceof SearchError ? error.code : 'unreachable' };
  }
}

async function loadMore(query: string, rest: readonly Match[]): Promise<SearchEvent> {
  return { type: 'moreFound', query, pages: await loadSome(rest) };
}

function loadSome(matches: readonly Match[]): Promise<FoundPage[]> {
  return Promise.all(matches.slice(0, PAGES_AT_ONCE).map((match) => match.load()));
}
