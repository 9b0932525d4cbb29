// Lets guide pages use our components without an import line.

import { BeforeYouStart } from '@site/src/components/BeforeYouStart/index.tsx';
import { MlflowStatus } from '@site/src/components/MlflowStatus/index.tsx';
import { SnippetBadge } from '@site/src/components/SnippetBadge/index.tsx';
import MDXComponents from '@theme-original/MDXComponents';

export default { ...MDXComponents, BeforeYouStart, MlflowStatus, SnippetBadge };
