// A property of the outermost schema stands in a `<ul>`, where the theme puts a `<div>`; deeper ones stand in none.

import { useSchemaDepth } from '@theme/SchemaExpansion';
import SchemaItem from '@theme-original/SchemaItem';
import type { ComponentProps, ReactNode } from 'react';

export default function SchemaListItem(props: ComponentProps<typeof SchemaItem>): ReactNode {
  const item = <SchemaItem {...props} />;
  return useSchemaDepth() === 0 ? <li>{item}</li> : item;
}
