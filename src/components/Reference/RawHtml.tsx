/** HTML that was written when the site was built. */

import type { ReactNode } from 'react';

interface Props {
  html: string;
  className?: string;
}

export function RawHtml({ html, className }: Props): ReactNode {
  return (
    <div
      className={className}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own build writes it, and escapes what documents say.
      dangerouslySetInnerHTML={{ __html: html }}
      // The reader's settings may have changed it by the time React comes.
      suppressHydrationWarning
    />
  );
}
