/** What the dialog says in place of results: what can be asked, or what to do now. */
import { SUPPORT_EMAIL } from '../../../../endpoint.ts';
import { h } from '../../dom.ts';
import { SearchError } from '../error.ts';
import type { SearchState } from '../state.ts';
import { makeButton } from './makeButton.ts';

const API_INDEX = '/api/';

/** One for each thing that can be found: a subject, an operation, a property, an error. */
const EXAMPLES = ['log metrics', 'createRun', 'artifact_uri', 'API key required'];

/** @param onAsk asks for something in place of what was typed */
export function makeNotice(state: SearchState, onAsk: (query: string) => void): HTMLElement[] {
  switch (state.status) {
    case 'idle':
      return [
        h('p', {}, 'Search guide pages, API operations by name or path, properties, and error messages.'),
        makeQueries('Examples', EXAMPLES, onAsk),
      ];
    case 'empty':
      return [
        ...(state.nearest.length > 0
          ? [h('p', {}, 'Did you mean:'), makeQueries('Similar words', state.nearest, onAsk)]
          : [
              h('p', {}, 'Check the spelling, or try other words:'),
              makeQueries('Examples', EXAMPLES, onAsk),
            ]),
        h(
          'p',
          {},
          'You can also browse ',
          h('a', { href: API_INDEX }, 'all operations of the API'),
          ', or ask ',
          h('a', { href: `mailto:${SUPPORT_EMAIL}` }, SUPPORT_EMAIL),
          '.',
        ),
      ];
    case 'failed':
      return [
        h('p', {}, new SearchError(state.code).hint),
        ...(state.code === 'unreachable' ? [makeButton('Try again', () => onAsk(state.query))] : []),
      ];
    case 'loading':
    case 'results':
      return [];
  }
}

function makeQueries(label: string, queries: readonly string[], onAsk: (query: string) => void): HTMLElement {
  const items = queries.map((query) =>
    h(
      'li',
      {},
      makeButton(query, () => onAsk(query)),
    ),
  );
  return h('ul', { className: 'search-queries', ariaLabel: label }, ...items);
}
