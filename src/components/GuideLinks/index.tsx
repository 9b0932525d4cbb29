/** The guide pages that use an operation, at the end of its page. */

import Link from '@docusaurus/Link';
import type { GuideLink } from '@site/src/lib/reference/links.ts';
import type { ReactNode } from 'react';

interface Props {
  links: readonly GuideLink[];
}

const HEADING = 'guides';

export function GuideLinks({ links }: Props): ReactNode {
  if (links.length === 0) return null;
  return (
    <div className="markdown">
      <section aria-labelledby={HEADING} data-search-ignore>
        <h2 id={HEADING}>Guides</h2>
        <ul>
          {links.map(({ title, to }) => (
            <li key={to}>
              <Link to={to}>{title}</Link>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
