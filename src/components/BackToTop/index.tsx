/** Leads back to the top; `src/first/contents.ts` shows it to readers who turn back. */
import type { ReactNode } from 'react';
import styles from './styles.module.css';

export function BackToTop(): ReactNode {
  return (
    <a href="#__docusaurus" className={styles.back} aria-label="Back to top">
      ↑
    </a>
  );
}
