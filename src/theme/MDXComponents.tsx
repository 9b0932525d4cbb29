// Lets guide pages use our components without an import line.

import { BeforeYouStart } from '@site/src/components/BeforeYouStart/index.tsx';
import { HealthPanel } from '@site/src/components/HealthPanel/index.tsx';
import { SnippetBadge } from '@site/src/components/SnippetBadge/index.tsx';
import MDXComponents from '@theme-original/MDXComponents';

export default { ...MDXComponents, BeforeYouStart, HealthPanel, SnippetBadge };
