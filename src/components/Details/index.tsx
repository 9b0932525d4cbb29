/** The browser's own `<details>`, which opens without a script. */
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './styles.module.css';

interface Props extends ComponentProps<'details'> {
  /** MDX hands over what's written as `<summary>` among the children; Docusaurus' own component takes it apart. */
  summary?: ReactNode;
}

export function Details({ summary, children, className, ...props }: Props): ReactNode {
  return (
    <details
      {...props}
      className={clsx('alert alert--info', styles.details, className)}
      suppressHydrationWarning
    >
      {summary}
      {children}
    </details>
  );
}
