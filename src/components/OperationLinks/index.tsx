/** The REST operations that a guide page uses, at its end. */

import Link from '@docusaurus/Link';
import type { OperationLink } from '@site/src/lib/reference/links.ts';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

interface Props {
  links: readonly OperationLink[];
}

const HEADING = 'rest-operations-used-here';

export function OperationLinks({ links }: Props): ReactNode {
  if (links.length === 0) return null;
  return (
    <section aria-labelledby={HEADING} className="markdown margin-top--lg" data-search-ignore>
      <h2 id={HEADING}>REST operations used here</h2>
      <ul className={styles.list}>
        {links.map(({ method, path, summary, to }) => (
          <li key={to}>
            <Link to={to}>{summary}</Link>
            <code>
              <b>{method}</b> {path}
            </code>
          </li>
        ))}
      </ul>
    </section>
  );
}
