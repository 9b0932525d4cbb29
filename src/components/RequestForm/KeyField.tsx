/** The reader's key, from the settings that the whole site shares. */

import Link from '@docusaurus/Link';
import type { Fault } from '@site/src/lib/request/values.ts';
import { useSettings } from '@site/src/lib/settings/react.ts';
import { siteSettings } from '@site/src/lib/settings/settings.ts';
import { type ReactNode, useId } from 'react';
import styles from './styles.module.css';

interface Props {
  id: string;
  fault: Fault | undefined;
}

export function KeyField({ id, fault }: Props): ReactNode {
  const { key, kept } = useSettings();
  const help = useId();
  const settings = siteSettings();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        API key <b>required</b>
      </label>
      <span className={styles.row}>
        <input
          id={id}
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={key}
          aria-describedby={help}
          aria-invalid={fault !== undefined}
          onChange={({ target }) => settings.set({ key: target.value })}
        />
        <button
          type="button"
          className="button button--secondary button--sm"
          onClick={() => settings.clear()}
        >
          Clear key
        </button>
      </span>
      {fault !== undefined && <p className={styles.fault}>{fault.message}</p>}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={kept}
          onChange={({ target }) => settings.set({ kept: target.checked })}
        />
        Keep it in this tab until I close it
      </label>
      <small id={help}>
        Your key is only sent to the registry. If you don’t keep it, it’s gone when you leave or reload this
        page. <Link to="/docs/authentication/#get-a-key">Get a key</Link>
      </small>
    </div>
  );
}
