/** The live sign in the navbar: how the MLflow endpoint is, as this reader's browser sees it. */
import clsx from 'clsx';
import type { ElementType, ReactNode } from 'react';
import { useHealth, useHealthAnnouncer } from '../../lib/health/react.ts';
import { isStale } from '../../lib/health/state.ts';
import { WIDEST_LABEL, wordsOf } from '../../lib/health/words.ts';
import { StateIcon } from './StateIcon.tsx';
import styles from './styles.module.css';

export interface HealthBadgeProps {
  /** Where the badge leads: the page that explains the state. */
  href: string;
  className?: string;
  /** The component that makes the link, such as `@docusaurus/Link`; a plain `<a>` by default. */
  link?: ElementType<{ href: string; className: string; children: ReactNode }>;
}

/**
 * A link whose name is "MLflow endpoint:" and the state. On a page without JavaScript its visible word is "Status".
 * `data-health-state` carries the state's name, `data-stale` is there while the state is only the last known.
 */
export function HealthBadge({ href, className, link: Link = 'a' }: HealthBadgeProps): ReactNode {
  const state = useHealth();
  useHealthAnnouncer();
  const stale = isStale(state);
  const { icon, label } = wordsOf(state);
  return (
    <Link
      href={href}
      className={clsx(styles.badge, className)}
      data-health-state={state.name}
      data-stale={stale ? '' : undefined}
    >
      <span className={styles.spoken}>MLflow endpoint:</span>{' '}
      <StateIcon icon={icon} stale={stale} className={styles.live} />
      <span className={styles.word} data-widest={WIDEST_LABEL}>
        <span className={styles.live}>{label}</span>
      </span>
      {stale && <span className={styles.spoken}>, last known</span>}
    </Link>
  );
}
