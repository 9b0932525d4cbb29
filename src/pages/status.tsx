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
          This is the live report on Hokusai&apos;s MLflow endpoint, fetched by your browser. It tells what
          the endpoint says of itself, and whether you can reach it from where you are.
        </p>
        <HealthPanel />
        <p>
          <Link to="/docs/operate/health/">Health endpoints</Link> says what each check asks.{' '}
          <Link to="/docs/errors/">Errors</Link> helps when all is well here and your call fails all the same.
        </p>
      </main>
    </Layout>
  );
}
