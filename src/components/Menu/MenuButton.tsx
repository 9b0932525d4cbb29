/** Opens the menu of a phone, which is a popover: the browser opens and closes it without a script. */
import IconMenu from '@theme/Icon/Menu';
import type { ReactNode } from 'react';

export function MenuButton(): ReactNode {
  return (
    <button type="button" className="navbar__toggle clean-btn" popoverTarget="menu" aria-label="Menu">
      <IconMenu />
    </button>
  );
}
