/** The search button of the navbar and its shortcuts. The dialog, and Pagefind with it, is loaded when it is opened. */

import {
  type ComponentType,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import styles from './button.module.css';
import type { SearchDialogProps } from './SearchDialog.tsx';
import { SearchIcon } from './SearchIcon.tsx';
import { hasCommandKey, opensSearch } from './shortcut.ts';

type State = 'closed' | 'open' | 'failed';

interface Props {
  /** Loads the dialog's code. */
  load?: () => Promise<{ SearchDialog: ComponentType<SearchDialogProps> }>;
}

const importDialog = () => import('./SearchDialog.tsx');

export function Search({ load = importDialog }: Props): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const commandKey = useCommandKey();
  const [state, setState] = useState<State>('closed');
  const [Dialog, setDialog] = useState<ComponentType<SearchDialogProps>>();

  const open = useCallback(() => {
    setState('open');
    load().then(
      ({ SearchDialog }) => setDialog(() => SearchDialog),
      () => setState('failed'),
    );
  }, [load]);
  const close = useCallback((returnFocus: boolean) => {
    setState('closed');
    if (returnFocus) button.current?.focus();
  }, []);
  useOpeningKeys(commandKey, open);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-haspopup="dialog"
        aria-keyshortcuts={commandKey ? 'Meta+K /' : 'Control+K /'}
        onClick={open}
        // The dialog is loaded when the pointer comes near; the click says when that failed.
        onPointerEnter={() => load().catch(() => {})}
      >
        <SearchIcon />
        <span className={styles.label}>Search</span>
        <kbd className={styles.keys} aria-hidden>
          {commandKey ? '⌘K' : 'Ctrl K'}
        </kbd>
      </button>
      <span role="alert" className={styles.failure}>
        {state === 'failed' && 'Search didn’t load. Check your connection and try again.'}
      </span>
      {state === 'open' && Dialog && <Dialog onClose={close} />}
    </>
  );
}

function useOpeningKeys(commandKey: boolean, open: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!opensSearch(event, commandKey)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commandKey, open]);
}

const neverChanges = () => () => {};

/** False on the server and for the first look of the browser. */
function useCommandKey(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => hasCommandKey(navigator.userAgent),
    () => false,
  );
}
