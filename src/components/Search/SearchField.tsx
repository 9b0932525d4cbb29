/** The line that the reader types into, as the combobox of the list of results. */

import type { ReactNode, RefObject } from 'react';
import styles from './dialog.module.css';
import { SearchIcon } from './SearchIcon.tsx';

interface Props {
  input: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (typed: string) => void;
  /** The reader pressed Enter. */
  onSubmit: () => void;
  /** Ids of the list and of its active option, while there is a list. */
  list: { id: string; activeId: string } | undefined;
}

export function SearchField({ input, typed, onType, onSubmit, list }: Props): ReactNode {
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <SearchIcon />
      <input
        ref={input}
        className={styles.input}
        role="combobox"
        aria-label="Search the documentation"
        aria-autocomplete="list"
        aria-expanded={list !== undefined}
        aria-controls={list?.id}
        aria-activedescendant={list?.activeId}
        placeholder="Words, an operation or a path"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
    </form>
  );
}
