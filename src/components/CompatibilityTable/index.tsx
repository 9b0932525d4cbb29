/** Which pages of the guide run with which version of the MLflow client; part of the page's HTML. */
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { Client, Compatibility } from '../../../snippets/published/compatibility.ts';
import { clientWords, failedPages, newestFirst } from '../../lib/snippets/compatibility.ts';
import { useFindPage } from '../SnippetReport/useFindPage.ts';
import styles from './styles.module.css';

export function CompatibilityTable({ data }: { data: Compatibility }): ReactNode {
  return (
    <table className={styles.table}>
      <caption>
        Pages with Python code, run against MLflow {data.server} on{' '}
        <time dateTime={data.measuredOn}>{data.measuredOn}</time>
      </caption>
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">Python</th>
          <th scope="col">Pages that run</th>
          <th scope="col">What fails</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst(data).map((client) => (
          <ClientRow key={client.version} client={client} />
        ))}
      </tbody>
    </table>
  );
}

function ClientRow({ client }: { client: Client }): ReactNode {
  return (
    <tr>
      <th scope="row">{client.version}</th>
      <td data-label="Python">{client.python}</td>
      <td data-label="Pages that run">{clientWords(client)}</td>
      <td data-label="What fails">
        <Failures client={client} />
      </td>
    </tr>
  );
}

/** The reasons are long: they open when a reader asks for them. */
function Failures({ client }: { client: Client }): ReactNode {
  const findPage = useFindPage();
  const failed = failedPages(client);
  if (failed.length === 0) return 'nothing';
  return (
    <details>
      <summary>{failed.length === 1 ? '1 page' : `${failed.length} pages`}</summary>
      <ul>
        {failed.map(({ page, problem }) => (
          <li key={page}>
            <Link to={findPage(page).path}>{findPage(page).title}</Link>
            {problem !== undefined && (
              <>
                : <code>{problem}</code>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
