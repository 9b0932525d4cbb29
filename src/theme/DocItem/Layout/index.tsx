// Adds one quiet line over guide and reference pages while the endpoint has a problem.

import { MlflowStatus } from '@site/src/components/MlflowStatus/index.tsx';
import type LayoutType from '@theme/DocItem/Layout';
import Layout from '@theme-original/DocItem/Layout';
import type { ComponentProps, ReactNode } from 'react';

export default function DocItemLayout(props: ComponentProps<typeof LayoutType>): ReactNode {
  return (
    <>
      <Layout {...props} />
      <MlflowStatus size="line" notice />
    </>
  );
}
