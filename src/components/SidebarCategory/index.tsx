/** A category is a `<details>`: its pages are in the HTML, and the browser opens it without a script. */
import Link from '@docusaurus/Link';
import { isActiveSidebarItem } from '@docusaurus/plugin-content-docs/client';
import { ThemeClassNames } from '@docusaurus/theme-common';
import { isSamePath } from '@docusaurus/theme-common/internal';
import type CategoryType from '@theme/DocSidebarItem/Category';
import DocSidebarItems from '@theme/DocSidebarItems';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './styles.module.css';

export function SidebarCategory({ item, activePath, level }: ComponentProps<typeof CategoryType>): ReactNode {
  const { label, href, items, collapsed } = item;
  const isActive = isActiveSidebarItem(item, activePath);
  const isCurrent = isSamePath(href, activePath);
  return (
    <li className={clsx(ThemeClassNames.docs.docSidebarItemCategory, 'menu__list-item', styles.category)}>
      {href !== undefined && (
        <Link
          to={href}
          className={clsx('menu__link', isActive && 'menu__link--active')}
          aria-current={isCurrent ? 'page' : undefined}
        >
          {label}
        </Link>
      )}
      <details open={isActive || !collapsed} suppressHydrationWarning>
        {href === undefined ? (
          <summary className={clsx('menu__link', isActive && 'menu__link--active')}>{label}</summary>
        ) : (
          <summary className="menu__link" aria-label={`Pages of ${label}`} />
        )}
        <ul className="menu__list">
          <DocSidebarItems items={items} activePath={activePath} level={level + 1} />
        </ul>
      </details>
    </li>
  );
}
