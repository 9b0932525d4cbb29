/** What the dialog says in place of results: what can be asked, or what to do now. */

import type { ReactNode } from 'react';
import { SearchError } from '../../lib/search/error.ts';
import type { SearchState } from '../../lib/search/state.ts';
import styles from './dialog.module.css';
import { followHere } from './followHere.ts';

interface Props {
  state: SearchState;
  onAsk: (query: string) => void;
  onGo: (url: string) => void;
}

const API_INDEX = '/api/';

/** One for each thing that can be found: an operation, a path, a property, an error. */
const EXAMPLES = ['createRun', 'runs/search', 'artifact_uri', 'API key required'];

export function Notice({ state, onAsk, onGo }: Props): ReactNode {
  switch (state.status) {
    case 'idle':
      return (
        <div className={styles.notice}>
          <p>Search guide pages, API operations by name or path, properties, and error messages.</p>
          <Examples onAsk={onAsk} />
        </div>
      );
    case 'empty':
      return (
        <div className={styles.notice}>
          <p>
            Check the spelling or use fewer words. You can also browse{' '}
            <Here url={API_INDEX} onGo={onGo}>
              all operations of the API
            </Here>
            .
          </p>
          <Examples onAsk={onAsk} />
        </div>
      );
    case 'failed':
      return (
        <div className={styles.notice}>
          <p>{new SearchError(state.code).hint}</p>
          {state.code === 'unreachable' && (
            <button
              type="button"
              className="button button--secondary button--sm"
              onClick={() => onAsk(state.query)}
            >
              Try again
            </button>
          )}
        </div>
      );
    case 'loading':
    case 'results':
      return null;
  }
}

function Here({ url, onGo, children }: { url: string; onGo: Props['onGo']; children: ReactNode }): ReactNode {
  return (
    <a href={url} onClick={(event) => followHere(event, () => onGo(url))}>
      {children}
    </a>
  );
}

function Examples({ onAsk }: { onAsk: (query: string) => void }): ReactNode {
  return (
    <ul className={styles.examples} aria-label="Examples">
      {EXAMPLES.map((example) => (
        <li key={example}>
          <button type="button" onClick={() => onAsk(example)}>
            {example}
          </button>
        </li>
      ))}
    </ul>
  );
}
