/** A command to copy into a terminal. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './styles.module.css';

const CONFIRMATION = 2_000;

/** Where the clipboard is closed to the page, the button selects the command instead and says which keys copy it. */
export function CopyCommand({ label, command }: { label: string; command: string }): ReactNode {
  const code = useRef<HTMLElement>(null);
  const [word, setWord] = useState<string | null>(null);

  useEffect(() => {
    if (word === null) return;
    const timer = setTimeout(() => setWord(null), CONFIRMATION);
    return () => clearTimeout(timer);
  }, [word]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setWord('Copied');
    } catch {
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setWord('Selected');
    }
  };
  return (
    <div className={styles.command}>
      <p className={styles.commandLabel}>{label}</p>
      <div className={styles.commandRow}>
        <pre className={styles.pre}>
          <code ref={code}>{command}</code>
        </pre>
        <button
          type="button"
          className={styles.button}
          aria-label={`${word ?? 'Copy'} command`}
          onClick={() => void copy()}
        >
          {word ?? 'Copy'}
        </button>
      </div>
    </div>
  );
}
