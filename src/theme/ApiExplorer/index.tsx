// The right-hand panel: our tested samples in place of generated ones, and the theme's request form only when opened.

import { CodeSamples } from '@site/src/components/CodeSamples/index.tsx';
import { TryIt } from '@site/src/components/TryIt/index.tsx';
import { type ApiOperation, hostedUrl } from '@site/src/components/TryIt/operation.ts';
import type { ReactNode } from 'react';

interface Props {
  item: ApiOperation;
}

export default function ApiExplorer({ item }: Props): ReactNode {
  return (
    <>
      <CodeSamples samples={item['x-codeSamples'] ?? []} />
      {hostedUrl(item) !== undefined && <TryIt operation={item} />}
    </>
  );
}
