// Lets guide pages use our components without an import line.

import { HealthPanel } from '@site/src/components/HealthPanel/index.tsx';
import { SnippetBadge } from '@site/src/components/SnippetBadge/index.tsx';
import MDXComponents from '@theme-original/MDXComponents';

export default { ...MDXComponents, HealthPanel, SnippetBadge };
