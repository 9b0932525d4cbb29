/** Says at the head of a page whether its code ran, and leads to the report. `plugins/snippetMarks` puts it there. */
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { REPORT_PATH, reportAnchor } from '../../lib/snippets/reportPage.ts';
import styles from './styles.module.css';

/** Attributes of a Markdown element are texts. The three counts are missing when the code changed since it ran. */
export interface SnippetBadgeProps {
  /** Path of the page in the guide, such as `tracking/runs`. */
  page: string;
  run?: string;
  total?: string;
  /** Version of the MLflow server. */
  server?: string;
}

export function SnippetBadge({ page, ...counts }: SnippetBadgeProps): ReactNode {
  const isCurrent = counts.run !== undefined;
  return (
    <p className={styles.badge} data-search-ignore data-snippets={isCurrent ? 'run' : 'changed'}>
      <svg viewBox="0 0 24 24" aria-hidden="true" className={styles.icon}>
        <path d={isCurrent ? 'M5 12.5l4.5 4.5L19 7.5' : 'M12 6v6l4 2.5'} />
      </svg>
      <Link to={isCurrent ? `${REPORT_PATH}#${reportAnchor(page)}` : REPORT_PATH}>{words(counts)}</Link>
    </p>
  );
}

function words({ run, total, server }: Omit<SnippetBadgeProps, 'page'>): string {
  if (run === undefined) return 'The code on this page has changed since it last ran';
  const blocks = total === '1' ? 'code block' : 'code blocks';
  if (run !== total) return `${run} of ${total} ${blocks} run against MLflow ${server}`;
  return total === '1'
    ? `The code block runs against MLflow ${server}`
    : `All ${total} ${blocks} run against MLflow ${server}`;
}
