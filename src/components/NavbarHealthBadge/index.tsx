import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { HealthBadge } from '../HealthBadge/index.tsx';

const STATUS_PAGE = '/status/';

/** The health badge as Docusaurus' navbar wants it: a list item in the phone menu, plain on a wide screen. */
export function NavbarHealthBadge({ mobile = false }: { mobile?: boolean }): ReactNode {
  if (!mobile) return <HealthBadge href={STATUS_PAGE} link={Link} className="navbar__item navbar__link" />;
  return (
    <li className="menu__list-item">
      <HealthBadge href={STATUS_PAGE} link={Link} className="menu__link" />
    </li>
  );
}
