import Head from '@docusaurus/Head';
import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { HEALTH_PATH, REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { MlflowStatus } from '../../components/MlflowStatus/index.tsx';
import styles from './index.module.css';

const REPORT = `${REGISTRY_ORIGIN}${HEALTH_PATH}`;

const ENDPOINTS = [
  { path: '', text: 'The report: all checks. 503 when a critical check fails.', page: 'get-health' },
  { path: '/writes', text: 'One check by its name.', page: 'get-health-of-check' },
  {
    path: '/history?window=90d',
    text: 'Uptime by day, changes, and maintenance.',
    page: 'get-health-history',
  },
  { path: '/transitions.atom', text: 'Changes and maintenance as a feed.', page: 'get-health-feed' },
  { path: '/badge.svg', text: 'The state as a picture.', page: 'get-badge' },
  { path: '/status.json', text: 'The state for status-page tools.', page: 'get-status' },
] as const;

export default function Status(): ReactNode {
  return (
    <Layout title="Status" description="Live health of Hokusai's MLflow endpoint, as your browser sees it.">
      <Head>
        {/* The search reads them too. */}
        <meta name="keywords" content="server down, outage, incident, available, uptime" />
      </Head>
      <main className="container margin-vert--lg">
        <Heading as="h1">Status</Heading>
        <p>
          Your browser fetches this report from Hokusai&apos;s MLflow endpoint, so it also shows whether you
          can reach the endpoint from your network.
        </p>
        <MlflowStatus size="panel" history className={styles.panel} />
        <HowToRead />
        <section>
          <Heading as="h2" id="subscribe">
            Subscribe
          </Heading>
          <p>
            Add the <a href={`${REPORT}/transitions.atom`}>Atom feed</a> to a feed reader or a chat tool. It
            has an entry for each change of a check and for each announced maintenance window.
          </p>
        </section>
        <section>
          <Heading as="h2" id="embed">
            Embed
          </Heading>
          <p>
            Show this status in your README, wiki, or internal portal:{' '}
            <Link to="/status/embed/">get the code</Link>.
          </p>
        </section>
        <section>
          <Heading as="h2" id="endpoints">
            Raw endpoints
          </Heading>
          <p>
            None of these needs a key. All start with <code>{REPORT}</code>.
          </p>
          <ul>
            {ENDPOINTS.map(({ path, text, page }) => (
              <li key={path}>
                <a href={REPORT + path}>
                  <code>{path === '' ? HEALTH_PATH : path}</code>
                </a>
                : {text} <Link to={`/api/health/${page}/`}>Reference</Link>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </Layout>
  );
}

function HowToRead(): ReactNode {
  return (
    <section>
      <Heading as="h2" id="read">
        How to read it
      </Heading>
      <ul>
        <li>
          <strong>Operational</strong>, <strong>Degraded</strong>, and <strong>Failing</strong> come from the
          health service, which tests MLflow in the background and as a client with a key.
        </li>
        <li>
          <strong>Unreachable</strong> and <strong>No report</strong> are what your browser finds. The
          endpoint may be down, or something in between may be blocking the connection.
        </li>
        <li>
          A hollow sign and a dotted line under the word mean that this is the last known state: your browser
          couldn&apos;t refresh it.
        </li>
        <li>
          Uptime is the share of time in which a check didn&apos;t fail. Announced maintenance doesn&apos;t
          count.
        </li>
      </ul>
      <p>
        For what each check covers, see <Link to="/docs/operate/health/">Health endpoints</Link>. If all
        checks pass but your call fails, see <Link to="/docs/errors/">Errors</Link>.
      </p>
    </section>
  );
}
