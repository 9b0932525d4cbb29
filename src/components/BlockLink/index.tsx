/** The link to a single code block, beside its copy button. */
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { createContext, useContext } from 'react';
import styles from './styles.module.css';

/** Id of the code block around; nothing where blocks have none. */
export const BlockIdContext = createContext<string | undefined>(undefined);

export function BlockLink(): ReactNode {
  const id = useContext(BlockIdContext);
  if (id === undefined) return null;
  return (
    <Link to={`#${id}`} aria-label={`Link to code block ${id.split('-').at(-1)}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.icon}>
        <path d="M10.6 13.4a1 1 0 0 1-1.4 1.4 5 5 0 0 1 0-7.1l3-3a5 5 0 0 1 7.1 7.1l-1.5 1.5a1 1 0 1 1-1.4-1.4l1.5-1.5a3 3 0 0 0-4.3-4.3l-3 3a3 3 0 0 0 0 4.3m2.8-2.8a1 1 0 0 1 1.4-1.4 5 5 0 0 1 0 7.1l-3 3a5 5 0 0 1-7.1-7.1l1.5-1.5a1 1 0 1 1 1.4 1.4l-1.5 1.5a3 3 0 0 0 4.3 4.3l3-3a3 3 0 0 0 0-4.3" />
      </svg>
    </Link>
  );
}
