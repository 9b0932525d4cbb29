/** A body that is not made of fields: a file, or all of it as JSON. */

import type { Fault } from '@site/src/lib/request/values.ts';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

interface Props {
  body: { type: string; file: boolean };
  /** The body as JSON; undefined while it is made of fields. */
  json: string | undefined;
  id: string;
  fault: Fault | undefined;
  onFile: (file: File | undefined) => void;
  onText: (json: string) => void;
  /** From fields to JSON, or back. */
  onToggle: () => void;
}

export function Body({ body, json, id, fault, onFile, onText, onToggle }: Props): ReactNode {
  const invalid = fault !== undefined;
  return (
    <div className={styles.field}>
      {body.file && (
        <>
          <label htmlFor={id}>
            File <b>required</b>
          </label>
          <input
            id={id}
            type="file"
            aria-invalid={invalid}
            onChange={({ target }) => onFile(target.files?.[0])}
          />
        </>
      )}
      {json !== undefined && (
        <>
          <label htmlFor={id}>Request body</label>
          <textarea
            id={id}
            rows={Math.min(json.split('\n').length + 1, 20)}
            spellCheck={false}
            value={json}
            aria-invalid={invalid}
            onChange={({ target }) => onText(target.value)}
          />
        </>
      )}
      {fault !== undefined && <p className={styles.fault}>{fault.message}</p>}
      {!body.file && (
        <button type="button" className="button button--link button--sm" onClick={onToggle}>
          {json === undefined ? 'Edit the body as JSON' : 'Edit the body in fields'}
        </button>
      )}
    </div>
  );
}
