/** Opens the snippet settings. `src/lib/settings/` listens, without React. */
import type { ReactNode } from 'react';
import styles from './styles.module.css';

const NAME = 'Snippet settings';

/** In the navbar an icon; in the phone's menu with its name. */
export function NavbarSettings({ mobile = false }: { mobile?: boolean }): ReactNode {
  if (mobile) {
    return (
      <li className="menu__list-item">
        <button type="button" className={`menu__link ${styles.menu}`} data-action="settings">
          {NAME}
        </button>
      </li>
    );
  }
  return (
    <button
      type="button"
      className={`navbar__item clean-btn ${styles.navbar}`}
      data-action="settings"
      aria-label={NAME}
      title={NAME}
    />
  );
}
