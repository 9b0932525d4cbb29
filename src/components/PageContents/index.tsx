/** The table of contents beside the page: `src/first/contents.ts` marks the section that is read. */
import type TOCType from '@theme/TOC';
import TOCItems from '@theme/TOCItems';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './styles.module.css';

export function PageContents({ className, ...props }: ComponentProps<typeof TOCType>): ReactNode {
  return (
    <div className={clsx(styles.contents, 'thin-scrollbar', className)}>
      <TOCItems {...props} linkClassName="table-of-contents__link toc-highlight" />
    </div>
  );
}
