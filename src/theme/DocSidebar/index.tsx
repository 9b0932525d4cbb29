// The sidebar is in the HTML once: beside the page on a wide screen, in the menu on a phone.

import { Menu } from '@site/src/components/Menu/index.tsx';
import type DocSidebarType from '@theme/DocSidebar';
import DocSidebarDesktop from '@theme/DocSidebar/Desktop';
import type { ComponentProps, ReactNode } from 'react';

export default function DocSidebar(props: ComponentProps<typeof DocSidebarType>): ReactNode {
  return (
    <Menu>
      <DocSidebarDesktop {...props} />
    </Menu>
  );
}
