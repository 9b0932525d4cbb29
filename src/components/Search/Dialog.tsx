/**
 * The search dialog: a combobox whose list is the results.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { SearchEngine } from '../../lib/search/engine.ts';
import { optionsOf } from '../../lib/search/options.ts';
import { shownResults } from '../../lib/search/state.ts';
import styles from './dialog.module.css';
import { Notice } from './Notice.tsx';
import { optionId, ResultList } from './ResultList.tsx';
import { SearchField } from './SearchField.tsx';
import { useSearch } from './useSearch.ts';
import { statusLine } from './words.ts';

interface Props {
  engine: SearchEngine;
  /** What was typed when the dialog was last open. */
  before: string;
  onType: (typed: string) => void;
  /** Goes to a page of the site. */
  onGo: (url: string) => void;
  /** @param returnFocus false when the reader has gone to another page. */
  onClose: (returnFocus: boolean) => void;
}

const STEPS: Readonly<Record<string, 1 | -1 | undefined>> = { ArrowDown: 1, ArrowUp: -1 };

export function Dialog({ engine, before, onType, onGo, onClose }: Props): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const gone = useRef(false);
  const listId = useId();
  const [typed, setTyped] = useState(before);
  const [state, dispatch] = useSearch(engine, before);
  const results = shownResults(state);
  const chosen = state.status === 'results' ? optionsOf(state.pages)[state.active] : undefined;

  useEffect(() => {
    dialog.current?.showModal();
    input.current?.select();
  }, []);

  const close = (): void => dialog.current?.close();
  const go = (url: string): void => {
    gone.current = true;
    close();
    onGo(url);
  };
  const ask = (query: string): void => {
    setTyped(query);
    onType(query);
    dispatch({ type: 'asked', query });
  };
  const askAndType = (query: string): void => {
    ask(query);
    // A keyboard on the screen would cover what was asked for.
    if (!window.matchMedia('(pointer: coarse)').matches) input.current?.focus();
  };
  const submit = (): void => (chosen ? go(chosen.url) : dispatch({ type: 'submitted' }));
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = STEPS[event.key];
    if (by === undefined || event.nativeEvent.isComposing) return;
    event.preventDefault();
    input.current?.focus();
    dispatch({ type: 'moved', by });
  };
  const openNow = state.status === 'results' && state.openFirst;
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter came before the results; it counts once.
  useEffect(() => {
    if (openNow) submit();
  }, [openNow]);

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label="Search"
      onClose={() => onClose(!gone.current)}
      onKeyDown={onKeyDown}
      onMouseDown={({ target }) => target === dialog.current && close()}
    >
      <div className={styles.panel}>
        <div className={styles.head}>
          <SearchField
            input={input}
            typed={typed}
            onType={ask}
            onSubmit={submit}
            list={results && { id: listId, activeId: optionId(listId, results.active) }}
          />
          <button type="button" className={styles.close} onClick={close}>
            Close
          </button>
        </div>
        <div className={styles.body}>
          <p role="status" className={styles.status}>
            {statusLine(state)}
          </p>
          {results && (
            <ResultList
              id={listId}
              results={results}
              busy={state.status === 'loading'}
              dispatch={dispatch}
              onGo={go}
            />
          )}
          <Notice state={state} onAsk={askAndType} onGo={go} />
        </div>
        <p className={styles.keys} aria-hidden>
          <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close
        </p>
      </div>
    </dialog>
  );
}
