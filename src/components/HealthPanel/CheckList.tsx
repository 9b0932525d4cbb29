/** The checks, one row each. */
import type { ReactNode } from 'react';
import { checkNames } from '../../../health/contract/names.ts';
import type { Received } from '../../lib/health/state.ts';
import { checkIcon, checkReason, checkWord, checkWords } from '../../lib/health/words.ts';
import { StateIcon } from '../HealthBadge/StateIcon.tsx';
import styles from './styles.module.css';
import { TimeAgo } from './TimeAgo.tsx';

export interface CheckListProps {
  /** The newest report; null when there never was one. */
  received: Received | null;
  /** Whether that report is still true, or only the last that is known. */
  current: boolean;
  /** Whether the first look is still under way. */
  pending: boolean;
}

export function CheckList({ received, current, pending }: CheckListProps): ReactNode {
  return (
    <div>
      {received !== null && !current && (
        <p className={styles.lastKnown}>
          Last known, reported <TimeAgo at={received.receivedAt} />:
        </p>
      )}
      <ul className={styles.checks} aria-label="Checks" data-current={current ? '' : undefined}>
        {namesOf(received).map((name) => {
          const check = received?.report.checks[name];
          const { label, about } = checkWords(name);
          return (
            <li
              key={name}
              className={styles.check}
              data-check={name}
              data-check-status={check?.status ?? 'unknown'}
            >
              <span className={styles.name}>
                {label} <span className={styles.about}>{about}</span>
              </span>
              <span className={styles.status}>
                <StateIcon icon={checkIcon(check)} stale={!current} />
                {pending ? 'Checking' : checkWord(check)}
              </span>
              <span className={styles.reason}>{received !== null && checkReason(check)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The checks of this build in their order, then those that only a newer service knows. */
function namesOf(received: Received | null): readonly string[] {
  return [...new Set<string>([...checkNames, ...Object.keys(received?.report.checks ?? {})])];
}
