import type { MouseEvent } from 'react';

/** Lets a plain click on a link go on in this page; the browser takes those for a new tab or window. */
export function followHere(event: MouseEvent, go: () => void): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go();
}
