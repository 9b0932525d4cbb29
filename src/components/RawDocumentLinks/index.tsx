/** Where the OpenAPI document behind a page of the reference can be downloaded. */

import { type DocumentName, rawDocument } from '@site/src/lib/reference/pages.ts';
import type { ReactNode } from 'react';

interface Props {
  document: DocumentName;
}

/** Plain links: the files are no pages of the site. */
export function RawDocumentLinks({ document }: Props): ReactNode {
  return (
    <div className="markdown margin-top--lg" data-search-ignore>
      <p>
        OpenAPI document of this page: <a href={rawDocument(document, 'yaml')}>{document}.yaml</a>,{' '}
        <a href={rawDocument(document, 'json')}>{document}.json</a>
      </p>
    </div>
  );
}
