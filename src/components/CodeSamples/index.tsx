/** The code samples of one operation, a tab for each language; the choice is kept across the site. */

import CodeBlock from '@theme/CodeBlock';
import TabItem from '@theme/TabItem';
import Tabs from '@theme/Tabs';
import type { ReactNode } from 'react';

/** An entry of `x-codeSamples`, as Redocly and others define it. */
export interface CodeSample {
  lang: string;
  label: string;
  source: string;
}

interface Props {
  samples: readonly CodeSample[];
}

export function CodeSamples({ samples }: Props): ReactNode {
  if (samples.length === 0) return null;
  return (
    <section aria-label="Code samples">
      <Tabs groupId="language">
        {samples.map(({ lang, label, source }) => (
          <TabItem key={lang} value={lang} label={label}>
            <CodeBlock language={highlighting(lang)}>{source}</CodeBlock>
          </TabItem>
        ))}
      </Tabs>
    </section>
  );
}

/** Prism's name of a sample's language: curl is a command for the shell. */
function highlighting(lang: string): string {
  return lang === 'curl' ? 'bash' : lang;
}
