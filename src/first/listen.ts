/** Listening on the document, where a listener outlives whatever React does to the elements. */

/** Calls `act` for each event inside of an element that `selector` finds. */
export function on<K extends keyof DocumentEventMap>(
  type: K,
  selector: string,
  act: (found: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, (event) => {
    const found = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (found !== null) act(found, event);
  });
}

/** Calls `act` when the page's HTML is there: the last tag of the body says so, before other scripts have come. */
export function onPage(act: () => void): void {
  document.addEventListener('page', act);
}

/** Says something to a reader who doesn't see the page. */
export function say(words: string): void {
  let status = document.getElementById('said');
  if (status === null) {
    status = document.createElement('p');
    status.id = 'said';
    status.role = 'status';
    document.body.append(status);
  }
  status.textContent = words;
}
