/** A link at the end of a page, for what is wrong on it. Plain HTML: it needs no script. */

import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import type { ReactNode } from 'react';
import { reportAddress } from '../../lib/reportProblem.ts';

/** @param page path of the page */
export function ReportProblem({ page }: { page: string }): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const version = String(siteConfig.customFields?.version);
  return (
    <p data-search-ignore>
      <a href={reportAddress({ page, version })}>Report a problem with this page</a>
    </p>
  );
}
