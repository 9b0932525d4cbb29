/**
 * React, which only a few parts of the site need: `data-island` marks them in the server's HTML. It's loaded when a reader
 * points at one, touches it, or reaches it by keyboard. What the reader does in the meantime is kept, and done again when
 * React has taken over.
 */
import { onPage, say } from './listen.ts';
import { putBack } from './putBack.ts';

const ISLAND = '[data-island]';
const root = document.documentElement;

let isLoading = false;

/** What a reader has done, in its order. React may make elements anew: each is known by its way from the island. */
interface Deed {
  island: HTMLElement;
  element: Element;
  way: number[];
  /** Does it again. */
  again(element: Element): void;
}
let deeds: Deed[] = [];

const isReady = (): boolean => root.dataset.hasHydrated === 'true';

export function startIslands(): void {
  for (const type of ['pointerover', 'touchstart', 'focusin', 'keydown'] as const) {
    document.addEventListener(type, ({ target }) => void (islandOf(target) && load()), { passive: true });
  }
  // What an address says, such as a question for the route explorer, only React can show.
  onPage(() => {
    if (location.search !== '' && document.querySelector('[data-island=address]') !== null) load();
  });
  document.addEventListener('click', loadWhole, true);
  for (const type of ['click', 'submit'] as const) document.addEventListener(type, hold, true);
  for (const type of ['input', 'change'] as const) document.addEventListener(type, keep, true);
  new MutationObserver(() => isReady() && redo()).observe(root, { attributeFilter: ['data-has-hydrated'] });
}

function islandOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(ISLAND) : null;
}

/** Links load whole pages, also when React is there: each page then has its own styles, and one way to work. */
function loadWhole(event: Event): void {
  const link =
    event.target instanceof Element ? event.target.closest('#__docusaurus a:not([href^="#"])') : null;
  if (isReady() && link !== null) event.stopPropagation();
}

/** A press of a button, or Enter in a form. */
function hold(event: Event): void {
  const island = islandOf(event.target);
  if (isReady() || island === null || !(event.target instanceof Element)) return;
  const button = event.target.closest('button, form');
  if (button === null || (event.type === 'click' && button instanceof HTMLFormElement)) return;
  event.preventDefault();
  event.stopPropagation();
  note(island, button, (found) => {
    if (found instanceof HTMLFormElement) found.requestSubmit();
    else if (found instanceof HTMLElement) found.click();
  });
  island.ariaBusy = 'true';
  delete island.dataset.failed;
  say('Loading…');
  load();
}

/** What is typed or chosen. React starts with the values of its own. */
function keep({ target }: Event): void {
  const island = islandOf(target);
  if (isReady() || island === null || !(target instanceof HTMLElement)) return;
  deeds = deeds.filter(({ element }) => element !== target);
  note(island, target, putBack(target));
}

function note(island: HTMLElement, element: Element, again: Deed['again']): void {
  const way: number[] = [];
  for (let at = element; at !== island && at.parentElement; at = at.parentElement) {
    way.unshift([...at.parentElement.children].indexOf(at));
  }
  deeds.push({ island, element, way, again });
}

function load(): void {
  if (isReady() || isLoading) return;
  const files = document.querySelector<HTMLMetaElement>('meta[name=react]')?.content.split(' ');
  // The development server brings React by itself.
  if (files === undefined) return;
  isLoading = true;
  for (const file of files) {
    const script = document.createElement('script');
    script.src = file;
    script.async = false;
    script.onerror = fail;
    document.head.append(script);
  }
}

/** What was typed stays in its field; the next press asks for the scripts again. */
function fail(): void {
  isLoading = false;
  for (const island of document.querySelectorAll<HTMLElement>(`${ISLAND}[aria-busy=true]`)) {
    island.ariaBusy = null;
    island.dataset.failed = '';
    say("This didn't load. Check your connection and try again.");
  }
  deeds = deeds.filter(({ element }) => !element.matches('button, form'));
}

/** One in one task: React then sees what each has changed. */
function redo(): void {
  const next = deeds.shift();
  if (next === undefined) return;
  const { island, way, again } = next;
  if (island.ariaBusy) say('');
  island.ariaBusy = null;
  const found = way.reduce<Element | undefined>((at, child) => at?.children[child], island);
  if (found !== undefined) again(found);
  setTimeout(redo);
}
