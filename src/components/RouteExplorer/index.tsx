/** Answers "where does a request go?" in the page, with the load balancer's own rules and evaluator. */
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { compile, type Router } from '../../../routing/compile.ts';
import { describeRequest, tellDecision } from '../../../routing/describe.ts';
import type { Routes } from '../../../routing/schema.ts';
import { type Example, routes as ourRoutes } from '../../lib/routing/data.ts';
import {
  type Answer,
  ask,
  DEFAULT_QUESTION,
  type Question,
  type Refusal,
} from '../../lib/routing/question.ts';
import { Examples } from './Examples.tsx';
import { Fields } from './Fields.tsx';
import { NearMisses } from './NearMisses.tsx';
import styles from './styles.module.css';
import { Trace } from './Trace.tsx';
import { useQuestion } from './useQuestion.ts';
import { Verdict } from './Verdict.tsx';

export interface RouteExplorerProps {
  /** The rules to ask; they must answer the usual question. */
  routes?: Routes;
  examples: readonly Example[];
}

/** Works on the page alone: nothing is sent anywhere. Without JavaScript it shows the answer to the usual question. */
export function RouteExplorer({ routes = ourRoutes, examples }: RouteExplorerProps): ReactNode {
  const { question, settled, change } = useQuestion();
  const router = useMemo(() => compile(routes), [routes]);
  const answer = useMemo(() => ask(router, question), [router, question]);
  const good = useLastGood(router, answer);
  const refusal = answer.ok ? null : answer;
  const result = useRef<HTMLDivElement>(null);
  /** Asks a near miss. Its button goes away with the old answer, so the focus moves to the new one. */
  const follow = (next: Question) => {
    change(next);
    result.current?.focus();
  };
  return (
    <section aria-label="Route explorer" data-island="address" className={styles.explorer}>
      <p className={styles.noScript}>
        The explorer needs JavaScript. Below is one example; the table of all rules works without.
      </p>
      <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
        <Fields question={question} refusal={refusal} change={change} />
        <Examples examples={examples} router={router} question={question} change={change} />
      </form>
      <p role="status" className={styles.spoken}>
        {settled === question && spoken(routes, answer)}
      </p>
      {good && (
        <div ref={result} tabIndex={-1} className={styles.result} data-stale={refusal ? '' : undefined}>
          {refusal && <p className={styles.stale}>The last valid result:</p>}
          <Verdict routes={routes} answer={good} />
          <NearMisses router={router} answer={good} follow={follow} />
          <Trace routes={routes} decision={good.decision} />
        </div>
      )}
    </section>
  );
}

/** The newest answer that is one; a wrong letter must not take the result away. */
function useLastGood(router: Router, answer: Answer | Refusal): Answer | null {
  const [good, setGood] = useState<Answer | null>(() => {
    const usual = ask(router, DEFAULT_QUESTION);
    return usual.ok ? usual : null;
  });
  if (!answer.ok) return good;
  if (answer !== good) setGood(answer);
  return answer;
}

function spoken(routes: Routes, answer: Answer | Refusal): string {
  return answer.ok
    ? tellDecision(routes, describeRequest(answer.request), answer.decision)
    : `${answer.message} The result shown is the last good one.`;
}
