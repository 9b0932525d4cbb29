/** Requests close by that another rule takes, each to be asked with one press. */
import { type ReactNode, useId, useMemo } from 'react';
import type { Router } from '../../../routing/compile.ts';
import { tellOutcome } from '../../../routing/describe.ts';
import { requestUrl } from '../../../routing/request.ts';
import { type NearMiss, nearMisses } from '../../lib/routing/nearMisses.ts';
import { type Answer, type Question, questionFromUrl } from '../../lib/routing/question.ts';
import styles from './styles.module.css';

export interface NearMissesProps {
  router: Router;
  answer: Answer;
  follow(question: Question): void;
}

export function NearMisses({ router, answer, follow }: NearMissesProps): ReactNode {
  const id = useId();
  const misses = useMemo(() => nearMisses(router, answer.request, answer.decision), [router, answer]);
  if (misses.length === 0) return null;
  return (
    <div>
      <p className={styles.heading} id={id}>
        Near misses
      </p>
      <ul className={styles.misses} aria-labelledby={id}>
        {misses.map(({ part, request, decision }) => {
          const url = requestUrl(request);
          return (
            <li key={`${request.method} ${url}`}>
              <button
                type="button"
                className={styles.miss}
                onClick={() => follow(questionFromUrl(url, request.method))}
              >
                {changeWords({ part, request })}
              </button>{' '}
              {tellOutcome(router.routes, decision.action)} (rule {decision.rule})
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The one thing that differs, named so that it stands alone as the name of a button. */
function changeWords({ part, request }: Pick<NearMiss, 'part' | 'request'>): string {
  switch (part) {
    case 'host':
      return `With host ${request.host}`;
    case 'listener':
      return `Over ${request.protocol}, port ${request.port}`;
    case 'method':
      return `As ${request.method}`;
    case 'path':
      return `As ${request.path}`;
  }
}
