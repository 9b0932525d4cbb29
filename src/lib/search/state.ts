/** What the search dialog shows, as a function of what happened. The newest query wins: answers to others are dropped. */
import type { Answer, FoundPage, Match } from './engine.ts';
import type { SearchErrorCode } from './error.ts';
import { optionsOf } from './options.ts';

export interface Results {
  status: 'results';
  query: string;
  /** All pages that match. */
  matches: readonly Match[];
  /** The first of them, as far as they are loaded. */
  pages: readonly FoundPage[];
  /** Index of the option that Enter opens. */
  active: number;
  /** The pages after those loaded. */
  more: 'none' | 'available' | 'loading';
  /** Whether Enter was pressed before the results came. */
  openFirst: boolean;
}

export type SearchState =
  | { status: 'idle' }
  | {
      status: 'loading';
      query: string;
      openFirst: boolean;
      /** Results of the query before, which stay in sight. */
      previous: Results | undefined;
    }
  | Results
  | { status: 'empty'; query: string; nearest: readonly string[] }
  | { status: 'failed'; query: string; code: SearchErrorCode };

export type SearchEvent =
  /** The reader changed the query, or asks for the same again. */
  | { type: 'asked'; query: string }
  | ({ type: 'found'; query: string; pages: readonly FoundPage[] } & Answer)
  | { type: 'failed'; query: string; code: SearchErrorCode }
  /** The reader pressed Enter. */
  | { type: 'submitted' }
  | { type: 'moved'; by: 1 | -1 }
  | { type: 'pointed'; option: number }
  | { type: 'moreWanted' }
  | { type: 'moreFound'; query: string; pages: readonly FoundPage[] };

export const IDLE: SearchState = { status: 'idle' };

/** What was asked for last; empty when nothing was. */
export function queryOf(state: SearchState): string {
  return state.status === 'idle' ? '' : state.query;
}

/** The state after an event. The same object when the event changes nothing. */
export function reduce(state: SearchState, event: SearchEvent): SearchState {
  switch (event.type) {
    case 'asked':
      return ask(state, event.query);
    case 'found':
      return isAwaited(state, event.query) ? found(state, event) : state;
    case 'failed':
      return isAwaited(state, event.query)
        ? { status: 'failed', query: event.query, code: event.code }
        : state;
    case 'submitted':
      return state.status === 'loading' ? { ...state, openFirst: true } : state;
    case 'moved':
      return state.status === 'results' ? move(state, state.active + event.by) : state;
    case 'pointed':
      return state.status === 'results' ? { ...state, active: event.option } : state;
    case 'moreWanted':
      return state.status === 'results' ? wantMore(state) : state;
    case 'moreFound':
      return isExtended(state, event.query) ? extend(state, event.pages) : state;
  }
}

type Loading = Extract<SearchState, { status: 'loading' }>;

function isAwaited(state: SearchState, query: string): state is Loading {
  return state.status === 'loading' && state.query === query;
}

function isExtended(state: SearchState, query: string): state is Results {
  return state.status === 'results' && state.query === query && state.more === 'loading';
}

function ask(state: SearchState, query: string): SearchState {
  if (query.trim() === '') return IDLE;
  return { status: 'loading', query, openFirst: false, previous: shownResults(state) };
}

/** The results in sight, if any. */
export function shownResults(state: SearchState): Results | undefined {
  switch (state.status) {
    case 'results':
      return state;
    case 'loading':
      return state.previous;
    case 'idle':
    case 'empty':
    case 'failed':
      return undefined;
  }
}

function found(
  { query, openFirst }: Loading,
  { matches, pages, nearest }: Extract<SearchEvent, { type: 'found' }>,
): SearchState {
  if (matches.length === 0) return { status: 'empty', query, nearest };
  const more = pages.length < matches.length ? 'available' : 'none';
  return { status: 'results', query, matches, pages, active: 0, more, openFirst };
}

/** At the end of what is loaded, a step down asks for more. */
function move(state: Results, to: number): Results {
  const last = optionsOf(state.pages).length - 1;
  if (to > last) return wantMore(state);
  return { ...state, active: Math.max(0, to) };
}

function wantMore(state: Results): Results {
  return state.more === 'available' ? { ...state, more: 'loading' } : state;
}

function extend(state: Results, added: readonly FoundPage[]): Results {
  const pages = [...state.pages, ...added];
  return { ...state, pages, more: pages.length < state.matches.length ? 'available' : 'none' };
}
