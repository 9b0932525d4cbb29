// The menu of a phone on pages without a sidebar. Where there is one, it's the menu: see `DocSidebar`.

import { useActivePlugin } from '@docusaurus/plugin-content-docs/client';
import { Menu } from '@site/src/components/Menu/index.tsx';
import type { ReactNode } from 'react';

export default function PhoneMenu(): ReactNode {
  return useActivePlugin() === undefined && <Menu />;
}
