// A code block with an id can be linked to; `plugins/snippetMarks` gives one to each block of the guide.

import { useAnchorTargetClassName } from '@docusaurus/theme-common';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import { BlockIdContext } from '@site/src/components/BlockLink/index.tsx';
import CodeBlock from '@theme-original/CodeBlock';
import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './styles.module.css';

type Props = ComponentProps<typeof CodeBlock> & { id?: string };

export default function CodeBlockWithId({ id, ...props }: Props): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  const anchorTarget = useAnchorTargetClassName(id);
  if (id === undefined) return <CodeBlock {...props} />;
  collectAnchor(id);
  return (
    <BlockIdContext value={id}>
      <div id={id} className={clsx(styles.target, anchorTarget)}>
        <CodeBlock {...props} />
      </div>
    </BlockIdContext>
  );
}
