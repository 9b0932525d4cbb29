/** The page as Markdown: its address, for programs too, and a button that copies all of it (`src/first/copy.ts`). */
import type { ReactNode } from 'react';
import { markdownTwin } from '../../lib/reference/pages.ts';

/** @param page path of the page */
export function PageActions({ page }: { page: string }): ReactNode {
  const twin = markdownTwin(page);
  return (
    <p className="margin-top--lg" data-search-ignore>
      <button
        type="button"
        className="button button--link button--sm"
        data-action="copy-page"
        data-from={twin}
      >
        <span>Copy page</span>
      </button>{' '}
      <a href={twin}>View as Markdown</a>
    </p>
  );
}
