/**
 * The settings on every page, before React and without it: fills the page's code, keeps it filled, and loads the panel, or
 * the connection check, when one is asked for.
 */
import { REGISTRY_ORIGIN } from '../../../endpoint.ts';
import { textWithKey } from './copyText.ts';
import { fill } from './fill.ts';
import { type Settings, siteSettings } from './settings.ts';

/** A file that is loaded on demand. */
interface OnDemand {
  /** @param button that asked for it */
  open(button: HTMLElement): void;
}

/** @param files address of each file, by the `data-action` of the buttons that open it. */
export function startSettings(files: Readonly<Record<string, string>>): void {
  const settings = siteSettings();
  let isWatching = false;
  const show = (): void => {
    const now = settings.get();
    document.documentElement.dataset.shell = now.shell;
    fill(document, now);
    if (isWatching || !differs(now)) return;
    isWatching = true;
    // The page is still coming in, and React puts parts into it later: they are filled before they are painted.
    new MutationObserver(show).observe(document, { childList: true, subtree: true });
  };
  show();
  settings.subscribe(show);
  // Tabs may have changed, here or in another window, or the key on another page, if this one comes back whole.
  for (const type of ['storage', 'click', 'change', 'keyup', 'DOMContentLoaded', 'pageshow']) {
    addEventListener(type, settings.reload);
  }
  addEventListener('copy', copyWithKey);
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-action]') : null;
    const file = files[button?.dataset.action ?? ''];
    if (button && file) void load(button, file);
  });
}

/** Whether a page has to be changed. */
function differs({ key, registry, tool }: Settings): boolean {
  return key !== '' || registry !== REGISTRY_ORIGIN || tool !== undefined;
}

async function load(button: HTMLElement, file: string): Promise<void> {
  button.ariaBusy = 'true';
  try {
    const module: OnDemand = await import(/* webpackIgnore: true */ file);
    module.open(button);
  } catch {
    alert("This didn't load. Check your connection, then try again.");
  }
  button.ariaBusy = null;
}

/** What a reader selects in a block is copied with the key too. */
function copyWithKey(event: ClipboardEvent): void {
  const { key } = siteSettings().get();
  const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : undefined;
  const part = range?.cloneContents();
  if (key === '' || !part?.querySelector('[data-setting=key]')) return;
  const around = range?.commonAncestorContainer;
  const block = around instanceof Element ? around : around?.parentElement;
  if (!block?.closest('pre')) return;
  event.clipboardData?.setData('text/plain', textWithKey(part, key));
  event.preventDefault();
}
