/** What became of the request: the answer, or in words why there is none. */

import Link from '@docusaurus/Link';
import type { Answer, Failure } from '@site/src/lib/request/send.ts';
import { type ReactNode, useMemo } from 'react';
import { JsonView } from './JsonView.tsx';
import styles from './styles.module.css';
import type { SendingState } from './useSending.ts';

interface Props {
  state: SendingState;
  /** Origin that was called. */
  registry: string;
}

export function Outcome({ state, registry }: Props): ReactNode {
  return (
    <div className={styles.outcome}>
      <p role="status">{words(state)}</p>
      {state.step === 'failed' && (
        <div role="alert" className={styles.fault}>
          <p>
            <b>No answer came from {registry}.</b> {REASONS[state.failure]} <Link to="/status/">Status</Link>
          </p>
        </div>
      )}
      {state.step === 'answered' && <AnswerView answer={state.answer} />}
    </div>
  );
}

const REASONS: Readonly<Record<Failure, string>> = {
  offline: 'You’re offline. Connect to the internet, and send the request again.',
  blocked:
    'The registry responded, but it doesn’t let this page read the response (CORS). Run the curl command instead.',
  refused: 'Can’t reach that address: the registry is down, or a proxy or firewall blocks the request.',
};

function words(state: SendingState): string {
  switch (state.step) {
    case 'idle':
    case 'failed':
      return '';
    case 'sending':
      return 'Sending the request…';
    case 'stopped':
      return 'Request stopped. The registry might have received it anyway.';
    case 'answered':
      return `The registry returned status ${state.answer.status}.`;
  }
}

const BYTES_IN_KB = 1000;

function AnswerView({ answer }: { answer: Answer }): ReactNode {
  const { status, statusText, milliseconds, size, headers, body } = answer;
  const json = useMemo(() => parse(body), [body]);
  return (
    <section aria-label="Response">
      <p>
        <b className={status < 400 ? styles.good : styles.bad}>
          {status} {statusText}
        </b>{' '}
        in {Math.round(milliseconds)} ms,{' '}
        {size < BYTES_IN_KB ? `${size} bytes` : `${(size / BYTES_IN_KB).toFixed(1)} kB`}
      </p>
      <details>
        <summary>Headers ({headers.length})</summary>
        <pre>
          <code>{headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</code>
        </pre>
      </details>
      {json === undefined ? (
        <pre>
          <code>{body}</code>
        </pre>
      ) : (
        <JsonView value={json} />
      )}
    </section>
  );
}

/** JSON that can be folded; undefined for other text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
