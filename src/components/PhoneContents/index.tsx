/** The table of contents over the page, on a phone. */
import type TOCCollapsibleType from '@theme/TOCCollapsible';
import TOCItems from '@theme/TOCItems';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './styles.module.css';

export function PhoneContents({ className, ...props }: ComponentProps<typeof TOCCollapsibleType>): ReactNode {
  return (
    <details className={clsx(styles.contents, className)}>
      <summary>On this page</summary>
      <TOCItems {...props} />
    </details>
  );
}
