/** Announced maintenance: windows that are open or still to come. */
import type { ReactNode } from 'react';
import { windowsIn } from '../../lib/health/maintenance.ts';
import type { Received } from '../../lib/health/state.ts';
import { windowTime } from '../../lib/health/words.ts';
import styles from './styles.module.css';

/** @param props.received the newest report; null when there never was one */
export function Maintenance({ received }: { received: Received | null }): ReactNode {
  const windows = received === null ? [] : windowsIn(received.report);
  if (windows.length === 0) return null;
  return (
    <ul className={styles.maintenance} aria-label="Announced maintenance">
      {windows.map((window) => (
        <li key={`${window.start} ${window.message}`} data-open={window.isOpen ? '' : undefined}>
          <strong>{window.isOpen ? 'Maintenance now' : 'Maintenance planned'}:</strong>{' '}
          <time dateTime={new Date(window.start).toISOString()}>{windowTime(window)}</time>. {window.message}
        </li>
      ))}
    </ul>
  );
}
