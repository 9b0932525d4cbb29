/** The pages that were found, and their headings, as one list of links. */

import { type Dispatch, type ReactNode, useEffect } from 'react';
import type { Piece } from '../../lib/search/excerpt.ts';
import { optionsOf, type ResultOption } from '../../lib/search/options.ts';
import type { Results, SearchEvent } from '../../lib/search/state.ts';
import styles from './dialog.module.css';
import { followHere } from './followHere.ts';

interface Props {
  id: string;
  results: Results;
  /** Whether other results are on their way. */
  busy: boolean;
  dispatch: Dispatch<SearchEvent>;
  onGo: (url: string) => void;
}

export function optionId(listId: string, option: number): string {
  return `${listId}-${option}`;
}

export function ResultList({ id, results, busy, dispatch, onGo }: Props): ReactNode {
  const { active, pages } = results;
  // Also when the list has grown: the active option may have been its last.
  // biome-ignore lint/correctness/useExhaustiveDependencies: more pages move the chosen one, so they scroll too.
  useEffect(() => {
    document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active, pages]);
  return (
    <>
      <div role="listbox" id={id} aria-label="Pages found" aria-busy={busy} className={styles.list}>
        {optionsOf(pages).map((option, n) => (
          <Option
            key={option.url}
            id={optionId(id, n)}
            option={option}
            isActive={n === active}
            onPoint={() => n !== active && dispatch({ type: 'pointed', option: n })}
            onGo={onGo}
          />
        ))}
      </div>
      <More results={results} onMore={() => dispatch({ type: 'moreWanted' })} />
    </>
  );
}

interface OptionProps {
  id: string;
  option: ResultOption;
  isActive: boolean;
  onPoint: () => void;
  onGo: (url: string) => void;
}

function Option({ id, option: { url, page, heading }, isActive, onPoint, onGo }: OptionProps): ReactNode {
  return (
    <a
      role="option"
      id={id}
      href={url}
      // The input keeps the focus.
      tabIndex={-1}
      aria-selected={isActive}
      className={heading ? styles.heading : styles.page}
      onMouseMove={onPoint}
      onClick={(event) => followHere(event, () => onGo(url))}
    >
      {heading ? (
        <>
          <span className={styles.spoken}>{page.title}: </span>
          <span className={styles.headingTitle}>{heading.title}</span>
          <Excerpt pieces={heading.excerpt} />
        </>
      ) : (
        <>
          <span className={styles.title}>{page.title}</span>
          <span className={styles.section}>{page.section}</span>
          {page.endpoint && <code className={styles.endpoint}>{page.endpoint}</code>}
          <Excerpt pieces={page.excerpt} />
        </>
      )}
    </a>
  );
}

function Excerpt({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return (
    <span className={styles.excerpt}>
      {pieces.map(({ text, marked }, n) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces never change their order.
        marked ? <mark key={n}>{text}</mark> : <span key={n}>{text}</span>,
      )}
    </span>
  );
}

function More({ results, onMore }: { results: Results; onMore: () => void }): ReactNode {
  const left = results.matches.length - results.pages.length;
  if (results.more === 'none') return null;
  return (
    <p className={styles.more}>
      {results.more === 'failed' && <span role="alert">Couldn't load more pages. </span>}
      <button type="button" className="button button--secondary button--sm" onClick={onMore}>
        {results.more === 'loading' ? 'Loading…' : `More pages (${left})`}
      </button>
    </p>
  );
}
