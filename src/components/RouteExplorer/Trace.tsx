/** Every rule of the listener in the order they are asked, and how each of its conditions fared. */
import type { ReactNode } from 'react';
import type { Explanation, RuleTrace } from '../../../routing/compile.ts';
import { describeTrace } from '../../../routing/describe.ts';
import { DEFAULT_SOURCE_IP } from '../../../routing/request.ts';
import type { Routes } from '../../../routing/schema.ts';
import styles from './styles.module.css';

/** A longer trace stays folded, so that the page below it is not out of reach. */
const MOST_OPEN = 12;

const VERDICTS: Record<RuleTrace['outcome'], string> = {
  taken: 'matches',
  'passed-over': 'also matches, but comes later',
  'no-match': 'doesn’t match',
  undecided: 'depends on a regular expression',
};

export function Trace({ routes, decision }: { routes: Routes; decision: Explanation }): ReactNode {
  const { trace, listener } = decision;
  return (
    <details
      className={styles.trace}
      key={trace.length > MOST_OPEN ? 'long' : 'short'}
      open={trace.length <= MOST_OPEN}
    >
      <summary>
        All rules of listener {listener}, in order ({trace.length})
      </summary>
      <ol className={styles.rules}>
        {trace.map((rule) => (
          <RuleRow key={rule.rule} {...rule} />
        ))}
        <li data-outcome={decision.rule === null ? 'taken' : 'no-match'}>
          <span className={styles.priority}>last</span> <span className={styles.name}>default action</span>{' '}
          <span className={styles.verdict}>{decision.rule === null ? VERDICTS.taken : 'is not reached'}</span>
        </li>
      </ol>
      {looksBeyond(routes, listener) && (
        <p className={styles.note}>
          The explorer sends no headers, from {DEFAULT_SOURCE_IP}. For others:{' '}
          <code>npm run routes -- match</code> with <code>--header</code> and <code>--from</code>.
        </p>
      )}
    </details>
  );
}

function RuleRow({ rule, priority, outcome, conditions }: RuleTrace): ReactNode {
  return (
    <li data-outcome={outcome}>
      <span className={styles.priority}>{priority}</span> <span className={styles.name}>{rule}</span>{' '}
      <span className={styles.verdict}>{VERDICTS[outcome]}</span>
      <ul className={styles.conditions}>
        {conditions.map((condition) => {
          const words = describeTrace(condition);
          return (
            <li key={words} data-matched={condition.matched}>
              {words}
            </li>
          );
        })}
      </ul>
    </li>
  );
}

/** Whether a listener has rules that look at what the explorer has no field for. */
function looksBeyond(routes: Routes, listener: string): boolean {
  return routes.rules.some(
    ({ listeners, conditions }) =>
      listeners.includes(listener) &&
      conditions.some(({ type }) => type === 'http-header' || type === 'source-ip'),
  );
}
