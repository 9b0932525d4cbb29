/** The buttons of a code block, in the server's HTML: `src/first/copy.ts` does what they say. */
import { BlockLink } from '@site/src/components/BlockLink/index.tsx';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import styles from './buttons.module.css';

export function Buttons({ className }: { className?: string }): ReactNode {
  return (
    <div className={clsx(className, styles.buttons)}>
      <BlockLink />
      <button
        type="button"
        className={styles.wrap}
        data-action="wrap"
        aria-label="Wrap lines"
        title="Wrap lines"
        aria-pressed={false}
        hidden
        suppressHydrationWarning
      />
      <button
        type="button"
        className={styles.settings}
        data-action="settings"
        aria-label="Snippet settings"
        title="Snippet settings"
      />
      <button type="button" className={styles.copy} data-action="copy" aria-label="Copy" title="Copy" />
    </div>
  );
}
