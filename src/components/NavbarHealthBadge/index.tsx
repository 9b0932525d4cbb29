import type { ReactNode } from 'react';
import { HealthBadge } from '../HealthBadge/index.tsx';

/** The health badge as Docusaurus' navbar wants it: a list item in the phone menu, plain on a wide screen. */
export function NavbarHealthBadge({ mobile = false }: { mobile?: boolean }): ReactNode {
  if (!mobile) return <HealthBadge href="/status/" />;
  return (
    <li className="menu__list-item">
      <HealthBadge href="/status/" />
    </li>
  );
}
