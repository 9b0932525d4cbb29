/** What a reader needs before the code of a page works. `plugins/snippetMarks` puts it below the page's first paragraph. */
import Link from '@docusaurus/Link';
import { createElement, Fragment, type ReactNode } from 'react';
import { short } from '../../lib/snippets/compatibility.ts';
import type { Prerequisites } from '../../lib/snippets/prerequisites.ts';

export function BeforeYouStart(needs: Prerequisites): ReactNode {
  const items = [...tools(needs), ...measured(needs)];
  return (
    <p className="alert alert--secondary" data-search-ignore>
      <strong>Before you start: </strong>
      {createElement(Fragment, null, ...items.flatMap((item, index) => (index > 0 ? [' · ', item] : [item])))}
    </p>
  );
}

function tools({ apiKey, python, packages = '', node, curl }: Prerequisites): ReactNode[] {
  return [
    apiKey !== undefined && (
      <>
        an <Link to="/docs/authentication/#get-a-key">API key</Link> and{' '}
        <Link to="/docs/tracking-uri/#set-it">two variables</Link>
      </>
    ),
    python !== undefined && (
      <>
        Python {python} or newer
        {packages !== '' && (
          <>
            {' '}
            with <code>pip install {packages}</code>
          </>
        )}
      </>
    ),
    node !== undefined && `Node ${node} or newer`,
    curl !== undefined && `curl ${curl} or newer`,
  ].filter((item) => item !== false);
}

function measured({ client, server }: Prerequisites): ReactNode[] {
  const parts = [
    client !== undefined && `client ${short(client)}`,
    server !== undefined && `server ${short(server)}`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return [];
  return [
    <>
      for everything on this page, MLflow {parts.join(' and ')} or newer: see{' '}
      <Link to="/docs/reference/compatibility/">Supported MLflow versions</Link>
    </>,
  ];
}
