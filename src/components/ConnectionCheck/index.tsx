/** The connection check in a page. `src/lib/connection/` does the work, without React, once the button is pressed. */
import type { ReactNode } from 'react';
import { REGISTRY_ORIGIN } from '../../../endpoint.ts';
import styles from './styles.module.css';

/** React never looks into the place of the result. */
const NOTHING = { __html: '' };

export function ConnectionCheck(): ReactNode {
  return (
    <section className={styles.check} aria-label="Check from your browser" data-connection data-search-ignore>
      <p>
        Checks{' '}
        <code data-setting="origin" suppressHydrationWarning>
          {REGISTRY_ORIGIN}
        </code>{' '}
        from your browser: asks for its health, its version, and one experiment. Your key goes to the registry
        and nowhere else.
      </p>
      <p className={styles.buttons}>
        <button type="button" className="button button--primary" data-action="check">
          Check the connection
        </button>
        <button type="button" className="button button--secondary" data-action="settings">
          Registry and key
        </button>
      </p>
      <noscript>
        <p>This check needs JavaScript. The script below doesn&apos;t.</p>
      </noscript>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: it keeps React from what the check writes there. */}
      <div role="status" data-result suppressHydrationWarning dangerouslySetInnerHTML={NOTHING} />
    </section>
  );
}
