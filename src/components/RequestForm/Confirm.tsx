/** Asks before something is removed. */

import { type ReactNode, useEffect, useRef } from 'react';
import styles from './styles.module.css';

interface Props {
  operation: string;
  onYes: () => void;
  onNo: () => void;
}

export function Confirm({ operation, onYes, onNo }: Props): ReactNode {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <fieldset
      className={styles.confirm}
      onKeyDown={({ key }) => {
        if (key === 'Escape') onNo();
      }}
    >
      <legend>
        <code>{operation}</code> changes the real registry. Send it?
      </legend>
      <button ref={no} type="button" className="button button--secondary button--sm" onClick={onNo}>
        Cancel
      </button>{' '}
      <button type="button" className="button button--danger button--sm" onClick={onYes}>
        Send request anyway
      </button>
    </fieldset>
  );
}
