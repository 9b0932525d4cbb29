/** HTML that was written when the site was built. */

import type { ReactNode } from 'react';

interface Props {
  html: string;
  className?: string;
}

export function RawHtml({ html, className }: Props): ReactNode {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own build writes it, and escapes what documents say.
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
