// The link to the block stands beside its copy button.

import { BlockLink } from '@site/src/components/BlockLink/index.tsx';
import CopyButton from '@theme-original/CodeBlock/Buttons/CopyButton';
import type { ComponentProps, ReactNode } from 'react';

export default function CopyButtonWithLink(props: ComponentProps<typeof CopyButton>): ReactNode {
  return (
    <>
      <BlockLink />
      <CopyButton {...props} />
    </>
  );
}
