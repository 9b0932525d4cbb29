import Link from '@docusaurus/Link';
import { usePluginData } from '@docusaurus/useGlobalData';
import CodeBlock from '@theme/CodeBlock';
import Heading from '@theme/Heading';
import Layout from '@theme/Layout';
import { type ReactNode, useState } from 'react';
import { DOCS_ORIGIN, REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { MlflowStatus } from '../../components/MlflowStatus/index.tsx';
import {
  FORMATS,
  type Format,
  type Published,
  SIZES,
  type Size,
  snippetOf,
  THEMES,
  type Theme,
} from '../../lib/embed/snippets.ts';
import styles from './index.module.css';

const THEME_WORDS: Readonly<Record<Theme, string>> = {
  page: 'Match your page',
  light: 'Light',
  dark: 'Dark',
  auto: "Match the reader's system",
};
const SIZE_WORDS: Readonly<Record<Size, string>> = {
  dot: 'Dot',
  badge: 'Badge',
  line: 'Line',
  panel: 'Panel',
};
const LANGUAGES: Readonly<Record<Format, string>> = {
  HTML: 'html',
  'HTML, pinned': 'html',
  Picture: 'html',
  Markdown: 'markdown',
  AsciiDoc: 'text',
  reStructuredText: 'text',
};

/** What the plugin `status-element` has published. */
function usePublished(): { element: Published; panel: Published } {
  const data: unknown = usePluginData('status-element');
  const of = (name: string): Published => {
    const file: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
    if (typeof file !== 'object' || file === null) throw new Error(`No ${name} is published.`);
    return { path: String(Reflect.get(file, 'path')), integrity: String(Reflect.get(file, 'integrity')) };
  };
  return { element: of('element'), panel: of('panel') };
}

export default function Embed(): ReactNode {
  const published = usePublished();
  const [size, setSize] = useState<Size>('badge');
  const [theme, setTheme] = useState<Theme>('page');
  const [format, setFormat] = useState<Format>('HTML');
  const isLive = format.startsWith('HTML');
  return (
    <Layout
      title="Embed the status"
      description="Show the live status of Hokusai's MLflow endpoint on your own page."
    >
      <main className="container margin-vert--lg" data-island="">
        <Heading as="h1">Embed the status</Heading>
        <p>
          Show the status of the MLflow endpoint in a README, a wiki, or an internal portal. It needs no key.
          The <Link to="/status/">status page</Link> explains what it says.
        </p>
        <div className={styles.choices}>
          <Choices
            legend="Size"
            values={SIZES}
            words={(value) => SIZE_WORDS[value]}
            chosen={size}
            choose={setSize}
          />
          <Choices
            legend="Theme"
            values={THEMES}
            words={(value) => THEME_WORDS[value]}
            chosen={theme}
            choose={setTheme}
          />
        </div>
        <div className={styles.preview} data-size={size} {...(theme !== 'page' && { 'data-theme': theme })}>
          <MlflowStatus key={`${size} ${theme}`} size={size} theme={theme === 'page' ? undefined : theme} />
        </div>
        <div className={styles.choices}>
          <Choices
            legend="Format"
            values={FORMATS}
            words={(value) => value}
            chosen={format}
            choose={setFormat}
          />
        </div>
        <CodeBlock language={LANGUAGES[format]}>{snippetOf({ size, theme, format, ...published })}</CodeBlock>
        {!isLive && (
          <p>
            Where scripts aren&apos;t allowed, use the picture. It looks the same in every size, and it&apos;s
            only as current as the last page load.
          </p>
        )}
        <Notes />
      </main>
    </Layout>
  );
}

interface ChoicesProps<T extends string> {
  legend: string;
  values: readonly T[];
  words: (value: T) => string;
  chosen: T;
  choose: (value: T) => void;
}

function Choices<T extends string>({ legend, values, words, chosen, choose }: ChoicesProps<T>): ReactNode {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input type="radio" name={legend} checked={value === chosen} onChange={() => choose(value)} />
          {words(value)}
        </label>
      ))}
    </fieldset>
  );
}

function Notes(): ReactNode {
  return (
    <section>
      <Heading as="h2" id="details">
        Details
      </Heading>
      <ul>
        <li>
          <strong>Content-Security-Policy</strong>: allow <code>script-src {DOCS_ORIGIN}</code> and{' '}
          <code>connect-src &apos;self&apos; {REGISTRY_ORIGIN}</code>. The element needs no inline styles or
          scripts.
        </li>
        <li>
          <strong>Requests</strong>: all elements on a page share one request every 30 seconds, and none while
          the tab is hidden. <code>interval=&quot;60&quot;</code> asks once a minute.
        </li>
        <li>
          <strong>Pinned</strong>: that address never changes or goes away, and browsers refuse the file if it
          doesn&apos;t match the hash. <code>{DOCS_ORIGIN}/status.json</code> lists the newest addresses and
          hashes.
        </li>
        <li>
          <strong>Colors</strong>: set <code>--hokusai-status-pass</code>, <code>-warn</code>,{' '}
          <code>-fail</code>, or <code>-maintenance</code>. The parts <code>status</code>, <code>sign</code>,{' '}
          <code>name</code>, and <code>label</code> take any style of yours.
        </li>
        <li>
          <strong>Scripts</strong>: the element fires <code>hokusai-status</code> when it changes. Its
          attribute <code>state</code> says what it shows, and <code>stale</code> is there while that&apos;s
          only the last known state.
        </li>
        <li>
          <strong>No movement</strong>: to keep room before the script runs, give{' '}
          <code>hokusai-mlflow-status</code> a <code>display: inline-block</code> and a{' '}
          <code>min-width: 9em</code>.
        </li>
      </ul>
    </section>
  );
}
