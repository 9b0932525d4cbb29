import Link from '@docusaurus/Link';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { HealthPanel } from '../components/HealthPanel/index.tsx';

export default function Status(): ReactNode {
  return (
    <Layout title="Status" description="Live health of Hokusai's MLflow endpoint, as your browser sees it.">
      <main className="container margin-vert--lg">
        <Heading as="h1">Status</Heading>
        <p>
          Your browser fetches this report from Hokusai&apos;s MLflow endpoint, so it also shows whether you
          can reach the endpoint from your network.
        </p>
        <HealthPanel />
        <p>
          For what each check covers, see <Link to="/docs/operate/health/">Health endpoints</Link>. If all
          checks pass but your call fails, see <Link to="/docs/errors/">Errors</Link>.
        </p>
      </main>
    </Layout>
  );
}
