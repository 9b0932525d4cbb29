/**
 * Pages of the reference. Their HTML is written when the site is built (`plugins/reference`), so the browser has nothing
 * to render: only the request form is a component.
 */

import './styles.css';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import type { RequestForm } from '@site/src/lib/request/form.ts';
import type { ReactNode } from 'react';
import { RawHtml } from './RawHtml.tsx';
import { TryIt } from './TryIt.tsx';

interface Props {
  page: {
    head: string;
    /** Code that stands beside the words; between head and body on a phone. */
    code: string;
    body: string;
  };
  /** Loads what the request form asks for; missing where no page can call the operation. */
  form?: () => Promise<{ default: RequestForm }>;
}

export function OperationPage({ page, form }: Props): ReactNode {
  return (
    <Page html={page.head + page.code + page.body} className="r-page">
      <RawHtml className="r-head" html={page.head} />
      <aside className="r-code" aria-label="Code">
        {form !== undefined && <TryIt load={form} />}
        <RawHtml html={page.code} />
      </aside>
      <RawHtml className="r-body" html={page.body} />
    </Page>
  );
}

/** All operations of a document, or of one tag. `src/first/` does what its filter and its copy buttons promise. */
export function TagPage({ page }: { page: string }): ReactNode {
  return (
    <Page html={page}>
      <RawHtml html={page} />
    </Page>
  );
}

interface PageProps {
  /** All that the page holds. */
  html: string;
  className?: string;
  children: ReactNode;
}

function Page({ html, className, children }: PageProps): ReactNode {
  useLinkCheck(html);
  return <div className={className}>{children}</div>;
}

/** Tells the build which links and anchors the HTML has, so that it finds broken ones. */
function useLinkCheck(html: string): void {
  const { collectLink, collectAnchor } = useBrokenLinks();
  if (typeof window !== 'undefined') return;
  for (const [, link = ''] of html.matchAll(/ href="([/#][^"]*)"/g)) if (!isFile(link)) collectLink(link);
  for (const [, id = ''] of html.matchAll(/ id="([^"]+)"/g)) collectAnchor(id);
}

/** Whether an address of the site leads to a file, which is no page: `/api/mlflow/get-run.md`. */
function isFile(href: string): boolean {
  return /\.\w+$/.test(href);
}
