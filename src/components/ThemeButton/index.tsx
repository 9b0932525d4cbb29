/** The theme button: `src/first/theme.ts` does what it says, and names it by the theme that is chosen. */
import IconDarkMode from '@theme/Icon/DarkMode';
import IconLightMode from '@theme/Icon/LightMode';
import IconSystemColorMode from '@theme/Icon/SystemColorMode';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

export function ThemeButton({ className }: { className?: string }): ReactNode {
  return (
    <button
      type="button"
      className={clsx('clean-btn', styles.button, className)}
      data-action="theme"
      aria-label="Theme"
      suppressHydrationWarning
    >
      <IconLightMode aria-hidden className={styles.light} />
      <IconDarkMode aria-hidden className={styles.dark} />
      <IconSystemColorMode aria-hidden className={styles.system} />
    </button>
  );
}
