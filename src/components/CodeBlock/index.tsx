/**
 * A code block: its HTML is written when the site is built (`plugins/codeBlocks`), so the browser highlights nothing, and
 * React compares nothing of what the reader's settings change. Takes the place of Docusaurus' own, which highlights while
 * it hydrates, and makes each block a second time then.
 */

import { useAnchorTargetClassName } from '@docusaurus/theme-common';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import { BlockIdContext } from '@site/src/components/BlockLink/index.tsx';
import { splitPlaces } from '@site/src/lib/settings/places.ts';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { Buttons } from './Buttons.tsx';
import styles from './styles.module.css';

interface Props {
  /** Blocks of the guide can be linked to. */
  id?: string;
  language?: string;
  /** Name of the file, or what the block shows. */
  title?: string;
  /** Set where the block shows what another one prints: nobody copies that. */
  output?: string;
  /** What stands in the `<pre>`, highlighted. */
  html?: string;
  /** The code, where it isn't known when the site is built. */
  children?: string;
}

export function CodeBlock({ id, ...block }: Props): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  const anchorTarget = useAnchorTargetClassName(id);
  if (id === undefined) return <Block {...block} />;
  collectAnchor(id);
  return (
    <BlockIdContext value={id}>
      <div id={id} className={clsx(styles.target, anchorTarget)}>
        <Block {...block} />
      </div>
    </BlockIdContext>
  );
}

function Block({ language = 'text', title, output, html, children = '' }: Omit<Props, 'id'>): ReactNode {
  const pre = { tabIndex: 0, className: clsx(styles.pre, 'thin-scrollbar') };
  return (
    <div data-block className={clsx('theme-code-block', `language-${language}`, styles.block)}>
      {title !== undefined && <div className={styles.title}>{title}</div>}
      <div className={styles.content}>
        {html === undefined ? (
          <pre {...pre}>
            <Plain code={children} />
          </pre>
        ) : (
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own build writes it, and escapes the code.
          <pre {...pre} dangerouslySetInnerHTML={{ __html: html }} suppressHydrationWarning />
        )}
        {output === undefined && <Buttons />}
      </div>
    </div>
  );
}

/** Code without colors. What the settings have put into its places stays when React takes over. */
function Plain({ code }: { code: string }): ReactNode {
  let at = 0;
  return (
    <code>
      {splitPlaces(code).map(({ setting, text }) => {
        at += text.length;
        return setting === undefined ? (
          text
        ) : (
          <span key={at} data-setting={setting} suppressHydrationWarning>
            {text}
          </span>
        );
      })}
    </code>
  );
}
