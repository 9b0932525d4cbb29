// Lets pages use our components without an import line; `plugins/codeBlocks` makes each fenced block a `CodeBlock`.

import { BeforeYouStart } from '@site/src/components/BeforeYouStart/index.tsx';
import { ConnectionCheck } from '@site/src/components/ConnectionCheck/index.tsx';
import { MlflowStatus } from '@site/src/components/MlflowStatus/index.tsx';
import { SnippetBadge } from '@site/src/components/SnippetBadge/index.tsx';
import CodeBlock from '@theme/CodeBlock';
import MDXComponents from '@theme-original/MDXComponents';

export default { ...MDXComponents, BeforeYouStart, CodeBlock, ConnectionCheck, MlflowStatus, SnippetBadge };
