import Link from '@docusaurus/Link';
import type { ReactNode } from 'react';
import { MlflowStatus } from './index.tsx';

const STATUS_PAGE = '/status/';

/** The badge as Docusaurus' navbar wants it: a list item in the phone menu, plain on a wide screen. */
export function NavbarStatus({ mobile = false }: { mobile?: boolean }): ReactNode {
  const badge = <MlflowStatus size="badge" />;
  if (!mobile) {
    return (
      <Link href={STATUS_PAGE} className="navbar__item navbar__link">
        {badge}
      </Link>
    );
  }
  return (
    <li className="menu__list-item">
      <Link href={STATUS_PAGE} className="menu__link">
        {badge}
      </Link>
    </li>
  );
}
