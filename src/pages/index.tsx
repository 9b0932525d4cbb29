import Link from '@docusaurus/Link';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import type { ReactNode } from 'react';
import { PLACEHOLDER_KEY, TRACKING_URI } from '../../endpoint.ts';
import { MlflowStatus } from '../components/MlflowStatus/index.tsx';
import styles from './index.module.css';

const TITLE = 'MLflow on Hokusai';

const SETUP = `export MLFLOW_TRACKING_URI=${TRACKING_URI}
export MLFLOW_TRACKING_TOKEN=${PLACEHOLDER_KEY}`;

const TRAIN = `import mlflow

with mlflow.start_run():
    mlflow.log_metric("accuracy", 0.97)`;

const QUESTIONS = [
  {
    to: '/docs/quickstart/',
    title: 'Quickstart',
    text: 'Log runs, compare them, and register a model in five minutes.',
  },
  {
    to: '/docs/tracking-uri/',
    title: 'Tracking URI',
    text: 'Set the address, and switch from an older one.',
  },
  {
    to: '/docs/authentication/',
    title: 'Authentication',
    text: 'Get a key, set it, and find settings that override it.',
  },
  {
    to: '/docs/examples/train-and-register/',
    title: 'Examples',
    text: 'Complete programs, tested against a real MLflow.',
  },
  { to: '/docs/errors/', title: 'Errors', text: 'Look up an error message, its cause, and the fix.' },
  { to: '/api/', title: 'API reference', text: 'REST operations, with samples to copy.' },
] as const;

function Hero(): ReactNode {
  return (
    <header className={styles.hero}>
      <div className={styles.pitch}>
        <Heading as="h1">{TITLE}</Heading>
        <p className={styles.lead}>
          Track runs and register models on Hokusai with the MLflow client you already use. Set two
          environment variables, and your training code stays the same.
        </p>
        <div className={styles.actions}>
          <Link className="button button--primary button--lg" to="/docs/quickstart/">
            Start in five minutes
          </Link>
          <Link className="button button--secondary button--lg" to="/api/">
            API reference
          </Link>
        </div>
      </div>
      <div className={styles.code}>
        <CodeBlock language="bash" title="Point your client at Hokusai">
          {SETUP}
        </CodeBlock>
        <CodeBlock language="python" title="Train as usual">
          {TRAIN}
        </CodeBlock>
      </div>
    </header>
  );
}

function Questions(): ReactNode {
  return (
    <section aria-labelledby="questions">
      <Heading as="h2" id="questions">
        Where to start
      </Heading>
      <ul className={styles.cards}>
        {QUESTIONS.map(({ to, title, text }) => (
          <li key={to}>
            <Link className={styles.card} to={to}>
              <strong>{title}</strong>
              <span>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function Home(): ReactNode {
  return (
    <Layout
      title={TITLE}
      description="Documentation for Hokusai's hosted MLflow tracking server and model registry."
    >
      <main className={styles.page}>
        <Hero />
        <Questions />
        <section aria-labelledby="health">
          <Heading as="h2" id="health">
            Is it up?
          </Heading>
          <p>
            <MlflowStatus size="line" /> <Link to="/status/">See every check and 90 days of history</Link>
          </p>
        </section>
      </main>
    </Layout>
  );
}
