/** The sidebar: hidden by choice, and on the next page as it was on this one. */
import { on, onPage } from './listen.ts';
import { recall, remember } from './storage.ts';

const HIDDEN_KEY = 'hokusai.sidebar';
const PLACE_KEY = 'hokusai.sidebar.place';

const root = document.documentElement;

export function startSidebar(): void {
  root.toggleAttribute('data-sidebar-hidden', recall('localStorage', HIDDEN_KEY) !== null);
  on('click', '[data-action=sidebar]', (button) => {
    const isHidden = root.toggleAttribute('data-sidebar-hidden');
    remember('localStorage', HIDDEN_KEY, isHidden ? '' : null);
    name(button);
  });
  onPage(() => {
    for (const button of document.querySelectorAll('[data-action=sidebar]')) name(button);
    restore();
  });
  addEventListener('pagehide', keep);
}

function name(button: Element): void {
  const words = root.hasAttribute('data-sidebar-hidden') ? 'Show the sidebar' : 'Hide the sidebar';
  button.setAttribute('aria-label', words);
  button.setAttribute('title', words);
}

const menuOf = (): HTMLElement | null => document.querySelector('#menu .menu');
const categoriesOf = (menu: HTMLElement): HTMLDetailsElement[] => [...menu.querySelectorAll('details')];

/** What tells one sidebar from another, and the categories that are open. */
interface Place {
  of: string;
  open: number[];
  top: number;
}

function keep(): void {
  const menu = menuOf();
  if (menu === null) return;
  const open = categoriesOf(menu).flatMap((category, at) => (category.open ? [at] : []));
  const place: Place = { of: sidebarOf(), open, top: menu.scrollTop };
  remember('sessionStorage', PLACE_KEY, JSON.stringify(place));
}

const sidebarOf = (): string => location.pathname.split('/')[1] ?? '';

function restore(): void {
  const menu = menuOf();
  if (menu === null) return;
  const place = parse(recall('sessionStorage', PLACE_KEY));
  if (place?.of === sidebarOf()) {
    const categories = categoriesOf(menu);
    for (const at of place.open) categories[at]?.setAttribute('open', '');
    menu.scrollTop = place.top;
  }
  const active = menu.querySelector('[aria-current=page]')?.getBoundingClientRect();
  const frame = menu.getBoundingClientRect();
  if (active && (active.top < frame.top || active.bottom > frame.bottom)) {
    menu.scrollTop += active.top - frame.top - frame.height / 2;
  }
}

function parse(text: string | null): Place | undefined {
  try {
    const place: Place | null = JSON.parse(text ?? 'null');
    return place ?? undefined;
  } catch {
    return undefined;
  }
}
