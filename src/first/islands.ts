/**
 * React, which only a few parts of the site need: `data-island` marks them in the server's HTML. It's loaded when a reader
 * points at one, touches it, or reaches it by keyboard. A press in the meantime is kept, and carried out when React has
 * taken over; what is typed or chosen in the meantime stays.
 */
import { say } from './listen.ts';

const ISLAND = '[data-island]';
const root = document.documentElement;

type State = 'resting' | 'loading' | 'failed';
let state: State = 'resting';
/** Presses that wait, in their order. React may make elements anew: each is kept as its way from the island. */
const held: { island: HTMLElement; way: number[] }[] = [];

const isReady = (): boolean => root.dataset.hasHydrated === 'true';

export function startIslands(): void {
  for (const type of ['pointerover', 'touchstart', 'focusin', 'keydown'] as const) {
    document.addEventListener(type, ({ target }) => void (islandOf(target) && load()), { passive: true });
  }
  document.addEventListener('click', hold, true);
  document.addEventListener('submit', hold, true);
  document.addEventListener('click', loadWhole, true);
  new MutationObserver(() => isReady() && take()).observe(root, { attributeFilter: ['data-has-hydrated'] });
}

function islandOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(ISLAND) : null;
}

/** Links load whole pages, also when React is there: each page then has its own styles, and one way to work. */
function loadWhole(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest('#__docusaurus a[href]') : null;
  if (isReady() && link !== null) event.stopPropagation();
}

/** Fields and links work by themselves. */
function hold(event: Event): void {
  const island = islandOf(event.target);
  if (isReady() || island === null || !(event.target instanceof Element)) return;
  const button = event.target.closest('button, form');
  if (button === null) return;
  event.preventDefault();
  event.stopPropagation();
  held.push({ island, way: wayTo(button, island) });
  island.ariaBusy = 'true';
  delete island.dataset.failed;
  say('Loading…');
  load();
}

function wayTo(element: Element, island: Element): number[] {
  const way: number[] = [];
  for (let at: Element = element; at !== island && at.parentElement; at = at.parentElement) {
    way.unshift([...at.parentElement.children].indexOf(at));
  }
  return way;
}

function load(): void {
  if (isReady() || state === 'loading') return;
  const files = document.querySelector<HTMLMetaElement>('meta[name=react]')?.content.split(' ');
  // The development server brings React by itself.
  if (files === undefined) return;
  state = 'loading';
  for (const file of files) {
    const script = document.createElement('script');
    script.src = file;
    script.async = false;
    script.onerror = fail;
    document.head.append(script);
  }
}

/** A press asks for them again. */
function fail(): void {
  state = 'failed';
  if (held.length > 0) say("This didn't load. Check your connection and try again.");
  for (const { island } of held.splice(0)) {
    island.ariaBusy = null;
    island.dataset.failed = '';
  }
}

/** One press in one task: React then sees what each has changed. */
function take(): void {
  const [first, ...rest] = held.splice(0);
  if (first === undefined) return;
  const { island, way } = first;
  island.ariaBusy = null;
  say('');
  const found = way.reduce<Element | undefined>((at, child) => at?.children[child], island);
  if (found instanceof HTMLFormElement) found.requestSubmit();
  else if (found instanceof HTMLElement) found.click();
  held.push(...rest);
  setTimeout(take);
}
