/** The endpoint's health in full: its state in a sentence, the checks, and how to ask for oneself. */
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useHealth, useHealthAnnouncer, useHealthUrl } from '../../lib/health/react.ts';
import { type HealthState, isStale, lastReceived } from '../../lib/health/state.ts';
import { staleWords, wordsOf } from '../../lib/health/words.ts';
import { StateIcon } from '../HealthBadge/StateIcon.tsx';
import { CheckList } from './CheckList.tsx';
import { CheckNow } from './CheckNow.tsx';
import { CopyCommand } from './CopyCommand.tsx';
import { Maintenance } from './Maintenance.tsx';
import styles from './styles.module.css';
import { TimeAgo } from './TimeAgo.tsx';

/**
 * `data-health-state` carries the state's name; `data-stale` is there while the state is only the last known.
 * On a page without JavaScript only the command to ask the endpoint is shown.
 */
export function HealthPanel({ className }: { className?: string }): ReactNode {
  const state = useHealth();
  const url = useHealthUrl();
  useHealthAnnouncer();
  return (
    <section
      aria-label="Health of the MLflow endpoint"
      className={clsx(styles.panel, className)}
      data-health-state={state.name}
      data-stale={isStale(state) ? '' : undefined}
    >
      <div className={styles.live}>
        <Headline state={state} />
        <Maintenance received={lastReceived(state)} />
        <CheckList
          received={lastReceived(state)}
          current={isCurrent(state)}
          pending={state.name === 'checking'}
        />
        <div className={styles.controls}>
          <p className={styles.when}>
            {state.checkedAt !== null && (
              <>
                Last checked <TimeAgo at={state.checkedAt} />
              </>
            )}
          </p>
          <CheckNow state={state} />
        </div>
      </div>
      <p className={styles.noScript}>
        The live status needs JavaScript. This command returns the same report:
      </p>
      <CopyCommand label="Check it yourself, without a key:" command={`curl -i ${url}`} />
    </section>
  );
}

function Headline({ state }: { state: HealthState }): ReactNode {
  const { icon, headline, detail } = wordsOf(state);
  const note = staleWords(state);
  return (
    <div className={styles.headline}>
      <StateIcon icon={icon} stale={isStale(state)} className={styles.sign} />
      <div>
        <p className={styles.title}>{headline}</p>
        <p className={styles.detail}>{detail}</p>
        {note !== null && <p className={styles.note}>{note}</p>}
      </div>
    </div>
  );
}

function isCurrent(state: HealthState): boolean {
  return 'report' in state && state.stale === null;
}
