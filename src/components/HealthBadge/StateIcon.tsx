/** The sign of a state: a shape of its own for each, so that colour is never the only difference. */
import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { IconName } from '../../lib/health/words.ts';
import styles from './icon.module.css';

/** Drawn on a 16 by 16 grid with strokes of the text's colour. */
const SHAPES: Readonly<Record<IconName, ReactNode>> = {
  checking: <circle cx="8" cy="8" r="6" strokeDasharray="3 3.28" />,
  pass: (
    <>
      <circle cx="8" cy="8" r="7" className={styles.filled} />
      <path d="m5 8.2 2.1 2.1L11 6" className={styles.cut} />
    </>
  ),
  warn: (
    <>
      <path d="M8 1.5 15 14H1Z" className={styles.filled} />
      <path d="M8 6v3.6M8 11.8v.2" className={styles.cut} />
    </>
  ),
  fail: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z" className={styles.filled} />
      <path d="m5.5 5.5 5 5m0-5-5 5" className={styles.cut} />
    </>
  ),
  maintenance: (
    <>
      <rect x="1" y="1" width="14" height="14" rx="3" className={styles.filled} />
      <path d="M6 5v6M10 5v6" className={styles.cut} />
    </>
  ),
  'no-report': (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M6 6.3a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.6v.2" />
    </>
  ),
  unreachable: (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="m3.5 12.5 9-9" />
    </>
  ),
  none: (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M5.5 8h5" />
    </>
  ),
  offline: (
    <path d="M1.5 6a9.5 9.5 0 0 1 13 0M4 8.8a6 6 0 0 1 8 0M6.4 11.4a2.4 2.4 0 0 1 3.2 0M8 13.6v.2M2.5 14.5l11-13" />
  ),
};

export interface StateIconProps {
  icon: IconName;
  /** Draws the outline only: what is shown is the last that was known. */
  stale?: boolean;
  className?: string | undefined;
}

/** Decoration next to a word that says the same; hidden from screen readers. */
export function StateIcon({ icon, stale = false, className }: StateIconProps): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      data-tone={icon}
      className={clsx(styles.icon, stale && styles.stale, className)}
    >
      {SHAPES[icon]}
    </svg>
  );
}
