/** Which pages of the guide run with which MLflow client against which server; part of the page's HTML. */
import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import type { Client, Compatibility } from '../../../snippets/published/compatibility.ts';
import {
  blockWords,
  clientOf,
  clientVersions,
  clientWords,
  failedPages,
  newestFirst,
} from '../../lib/snippets/compatibility.ts';
import { useFindPage } from '../SnippetReport/useFindPage.ts';
import styles from './styles.module.css';

export function CompatibilityTable({ data }: { data: Compatibility }): ReactNode {
  const servers = newestFirst(data.servers);
  return (
    <table className={styles.table}>
      <caption>Pages with Python code that run, by client and server version</caption>
      <thead>
        <tr>
          <th scope="col">Client</th>
          {servers.map(({ version }) => (
            <th key={version} scope="col">
              Server {version}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clientVersions(data).map((version) => (
          <tr key={version}>
            <th scope="row">{version}</th>
            {servers.map((server) => (
              <td key={server.version} data-label={`Server ${server.version}`}>
                <Outcome client={clientOf(server, version)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The reasons are long: they open when a reader asks for them. */
function Outcome({ client }: { client: Client | undefined }): ReactNode {
  if (client === undefined) return 'not measured';
  const failed = failedPages(client);
  const blocks = blockWords(client);
  return (
    <>
      {clientWords(client)}
      {blocks !== undefined && ` (${blocks})`}
      {failed.length > 0 && <Failures client={client} />}
    </>
  );
}

function Failures({ client }: { client: Client }): ReactNode {
  const findPage = useFindPage();
  const failed = failedPages(client);
  return (
    <details>
      <summary>{failed.length === 1 ? '1 page fails' : `${failed.length} pages fail`}</summary>
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
      <p>
        Python {client.python}, <time dateTime={client.measuredOn}>{client.measuredOn}</time>
      </p>
    </details>
  );
}
