// Copies what the block shows, with the reader's own key. The link to the block stands beside.

import { BlockLink } from '@site/src/components/BlockLink/index.tsx';
import { copyText } from '@site/src/lib/settings/copyText.ts';
import IconCopy from '@theme/Icon/Copy';
import IconSuccess from '@theme/Icon/Success';
import { type MouseEvent, type ReactNode, useState } from 'react';
import styles from './styles.module.css';

const SHOWN_MS = 1500;

export default function CopyButton(): ReactNode {
  const [isCopied, setCopied] = useState(false);
  const copy = async ({ currentTarget }: MouseEvent): Promise<void> => {
    const code = currentTarget.closest('[data-block]')?.querySelector('code');
    if (!code) return;
    await navigator.clipboard.writeText(copyText(code));
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  const name = isCopied ? 'Copied' : 'Copy';
  const Icon = isCopied ? IconSuccess : IconCopy;
  return (
    <>
      <BlockLink />
      <button type="button" className="clean-btn" aria-label={name} title={name} onClick={copy}>
        <Icon className={styles.icon} aria-hidden="true" />
      </button>
    </>
  );
}
