/** The dialog as a page's HTML holds it, for tests, with what jsdom lacks: opening, closing, and the event. */
import { vi } from 'vitest';
import { DIALOG_HTML } from './dialog.ts';

export function testDialog(): HTMLDialogElement {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
    this.querySelector('input')?.focus();
  };
  HTMLDialogElement.prototype.close = function close(value = '') {
    if (!this.open) return;
    this.open = false;
    this.returnValue = value;
    if (this.contains(document.activeElement) && document.activeElement instanceof HTMLElement)
      document.activeElement.blur();
    this.dispatchEvent(new Event('close'));
  };
  Element.prototype.scrollIntoView = () => {};
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  document.body.insertAdjacentHTML('afterbegin', DIALOG_HTML);
  const dialog = document.querySelector('dialog');
  if (!dialog) throw new Error('The HTML of the dialog has no dialog.');
  return dialog;
}
