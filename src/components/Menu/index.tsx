/** What the menu button opens on a phone. On a wide screen it's only the sidebar, in its place. */

import PrimaryMenu from '@theme/Navbar/MobileSidebar/PrimaryMenu';
import type { ReactNode } from 'react';
import { ThemeButton } from '../ThemeButton/index.tsx';
import styles from './styles.module.css';

/** @param children the sidebar, where the page has one */
export function Menu({ children }: { children?: ReactNode }): ReactNode {
  return (
    <div id="menu" popover="auto" className={styles.menu}>
      <div className={styles.site}>
        <button
          type="button"
          className="clean-btn"
          popoverTarget="menu"
          popoverTargetAction="hide"
          aria-label="Close the menu"
        >
          ×
        </button>
        <ThemeButton />
        <nav aria-label="Site">
          <PrimaryMenu />
        </nav>
      </div>
      {children}
    </div>
  );
}
