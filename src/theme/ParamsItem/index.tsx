// An item of a list is an `<li>`; the theme puts a `<div>` into its `<ul>`.

import ParamsItem from '@theme-original/ParamsItem';
import type { ComponentProps, ReactNode } from 'react';

export default function ParamsListItem(props: ComponentProps<typeof ParamsItem>): ReactNode {
  return (
    <li>
      <ParamsItem {...props} />
    </li>
  );
}
