/** What the dialog says of the search, in sight and to screen readers. */
import { SearchError } from '../error.ts';
import { type SearchState, shownResults } from '../state.ts';

/** One line; empty while there is nothing to say. */
export function statusLine(state: SearchState): string {
  switch (state.status) {
    case 'idle':
      return '';
    case 'loading':
      return shownResults(state) ? foundLine(shownResults(state)?.matches.length ?? 0) : 'Searching…';
    case 'results':
      return foundLine(state.matches.length);
    case 'empty':
      return `No results for “${state.query.trim()}”.`;
    case 'failed':
      return new SearchError(state.code).message;
  }
}

function foundLine(pages: number): string {
  return pages === 1 ? '1 page found' : `${pages} pages found`;
}
