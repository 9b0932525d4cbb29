/** The control of the search in the navbar, as HTML alone: `src/lib/search/box` hears its clicks, with React and without. */

import type { ReactNode } from 'react';
import { CONTROL_ATTRIBUTE } from '../../lib/search/box/dialog.ts';
import './dialog.css';
import styles from './button.module.css';
import { SearchIcon } from './SearchIcon.tsx';

/** @param box address that the rest of the search is loaded from */
export function Search({ box }: { box: string }): ReactNode {
  return (
    <button
      type="button"
      className={styles.button}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K /"
      {...{ [CONTROL_ATTRIBUTE]: box }}
    >
      <SearchIcon />
      <span className={styles.label}>Search</span>
      <kbd className={styles.keys} aria-hidden>
        <span className={styles.control}>Ctrl K</span>
        <span className={styles.command}>⌘K</span>
      </kbd>
    </button>
  );
}
