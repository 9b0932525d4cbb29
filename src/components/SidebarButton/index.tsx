/** Hides the sidebar, and shows it again: `src/first/sidebar.ts`. */
import IconArrow from '@theme/Icon/Arrow';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

export function SidebarButton(): ReactNode {
  return (
    <button
      type="button"
      className={styles.button}
      data-action="sidebar"
      aria-label="Hide the sidebar"
      suppressHydrationWarning
    >
      <IconArrow />
    </button>
  );
}
