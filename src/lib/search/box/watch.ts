/**
 * Opens the search at once, whatever else of the page has come: the dialog is in its HTML, so a reader types into it while
 * the rest of the search loads. Stands in the first script of a page, so it imports next to nothing.
 */
import { CONTROL_ATTRIBUTE, DIALOG_ID, GONE } from './dialog.ts';

/** What the rest of the search exports: see `mount.ts`. */
export interface SearchBox {
  /** @param submitted what was in the field when the reader pressed Enter, if that has happened. */
  mount(dialog: HTMLDialogElement, submitted: string | undefined): void;
}

/** Loads an ES module; it must fail when none comes. */
type Load = (url: string) => Promise<SearchBox>;

const COMMAND_KEY = /Mac|iPhone|iPad/;

/** Opens the search of a page by its control, by Ctrl+K or ⌘K, and by `/` where nothing is typed. */
export function watchSearch(doc: Document, load: Load = (url) => import(url)): void {
  const isApple = COMMAND_KEY.test(navigator.userAgent);
  let box: Promise<void> | undefined;
  let attempts = 0;
  let submitted: string | undefined;
  const control = () => doc.querySelector<HTMLElement>(`[${CONTROL_ATTRIBUTE}]`);

  const fill = (dialog: HTMLDialogElement): void => {
    if (box) return;
    const url = control()?.getAttribute(CONTROL_ATTRIBUTE) ?? '';
    // Browsers remember that a module did not load, by its address: another attempt needs another one.
    box = load(attempts++ ? `${url}?attempt=${attempts}` : url).then(
      ({ mount }) => mount(dialog, submitted),
      () => {
        box = undefined;
        const status = dialog.querySelector('[role=status]');
        if (status) status.textContent = 'Search didn’t load. Check your connection, then press Enter.';
      },
    );
  };
  const open = (): void => {
    const dialog = doc.querySelector<HTMLDialogElement>(`#${DIALOG_ID}`);
    const input = dialog?.querySelector('input');
    if (!dialog || !input?.form) return;
    dialog.returnValue = '';
    if (!dialog.open) dialog.showModal();
    input.select();
    fill(dialog);
    input.form.onsubmit = (event) => {
      event.preventDefault();
      submitted = input.value;
      fill(dialog);
    };
    // A key opens the dialog from nowhere, and Safari gives a pressed button no focus: then none is given back by itself.
    dialog.onclose = () => {
      const isLost = doc.activeElement === doc.body || dialog.contains(doc.activeElement);
      if (isLost && dialog.returnValue !== GONE) control()?.focus();
    };
  };

  if (isApple) doc.documentElement.dataset.commandKey = '';
  doc.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest(`[${CONTROL_ATTRIBUTE}]`)) open();
  });
  doc.addEventListener('keydown', (event) => {
    if (!opensSearch(event, isApple)) return;
    event.preventDefault();
    open();
  });
}

/** On Apple's systems Ctrl+K deletes to the end of the line that is typed into. */
function opensSearch(event: KeyboardEvent, isApple: boolean): boolean {
  const { key, ctrlKey, metaKey, target } = event;
  if (event.altKey || event.shiftKey || event.isComposing) return false;
  const isTyping =
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select') !== null);
  // Filling in a form sends keys without a name.
  if (/^k$/i.test(key)) return metaKey !== ctrlKey && !(isApple && ctrlKey && isTyping);
  return key === '/' && !ctrlKey && !metaKey && !isTyping;
}
