/** What becomes of a request, who decided so, and whether that is certain. */
import type { ReactNode } from 'react';
import type { Outcome } from '../../../routing/compile.ts';
import { describeRequest, tellOutcome, tellRule } from '../../../routing/describe.ts';
import type { Routes } from '../../../routing/schema.ts';
import type { Answer } from '../../lib/routing/question.ts';
import styles from './styles.module.css';

export function Verdict({ routes, answer }: { routes: Routes; answer: Answer }): ReactNode {
  const { request, decision } = answer;
  const { action, ifDecoded } = decision;
  const why = routes.rules.find(({ name }) => name === decision.rule)?.why;
  return (
    <div data-testid="verdict">
      <div>
        <code>{describeRequest(request)}</code>
      </div>
      <p className={styles.outcome} data-kind={action.kind}>
        {tellOutcome(routes, action)}
      </p>
      <p className={styles.rule}>
        {tellRule(decision)} {why}
      </p>
      <Details action={action} />
      {ifDecoded && (
        <p className={styles.encoding}>
          <strong>Depends on percent-encoding.</strong> AWS doesn’t document whether it decodes{' '}
          <code>%XX</code> before it matches. If it does, the path is <code>{ifDecoded.path}</code>
          {ifDecoded.query !== request.query && (
            <>
              {' '}
              with the query <code>{ifDecoded.query}</code>
            </>
          )}
          , and the request {tellOutcome(routes, ifDecoded.action)} (
          {ifDecoded.rule === null ? 'no rule' : `rule ${ifDecoded.rule}`}). Don’t rely on either.
        </p>
      )}
    </div>
  );
}

/** What the client gets from the load balancer itself. */
function Details({ action }: { action: Outcome }): ReactNode {
  const text = detailsOf(action);
  return (
    text !== '' && (
      <pre className={styles.body}>
        <code>{text}</code>
      </pre>
    )
  );
}

function detailsOf(action: Outcome): string {
  switch (action.kind) {
    case 'forward':
    case 'unknown':
      return '';
    case 'redirect':
      return `Location: ${action.location}`;
    case 'fixed-response':
      return action.body;
  }
}
