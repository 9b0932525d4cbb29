/** A picture of steps in a row. It's a list with a caption, so it reads the same without the picture. */
import type { ReactNode } from 'react';
import type { FlowData } from './data.ts';
import styles from './styles.module.css';

export function Flow({ caption, relation, steps }: FlowData): ReactNode {
  return (
    <figure className={styles.figure}>
      <ol className={styles.steps}>
        {steps.map(({ name, note }) => (
          <li key={name} className={styles.step} data-mark={relation === 'then' ? '→' : 'or'}>
            <strong>{name}</strong>
            <span>{note}</span>
          </li>
        ))}
      </ol>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
