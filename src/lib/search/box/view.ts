/** The dialog's look as a function of the search's state. */

import { h } from '../../dom.ts';
import type { FoundPage } from '../engine.ts';
import { type SearchState, shownResults } from '../state.ts';
import { LIST_ID } from './dialog.ts';
import { makeMore, makeOptions, markActive, optionId } from './list.ts';
import { makeNotice } from './notice.ts';
import { statusLine } from './words.ts';

interface Actions {
  /** Asks for something in place of what was typed. */
  onAsk: (query: string) => void;
  /** Asks for the pages after those shown. */
  onMore: () => void;
}

interface View {
  input: HTMLInputElement;
  list: HTMLElement;
  show: (state: SearchState) => void;
}

/** Adds to the dialog of `dialog.ts` what is below its list, and shows states in it from then on. */
export function createView(dialog: HTMLDialogElement, { onAsk, onMore }: Actions): View {
  const input = part(dialog, 'input', HTMLInputElement);
  const status = part(dialog, '[role=status]', HTMLElement);
  const list = part(dialog, `#${LIST_ID}`, HTMLElement);
  const more = h('div');
  const notice = h('div');
  list.after(more, notice);
  dialog.firstElementChild?.append(makeKeys());
  let listed: readonly FoundPage[] = [];

  const show = (state: SearchState): void => {
    const results = shownResults(state);
    status.textContent = statusLine(state);
    list.hidden = results === undefined;
    list.setAttribute('aria-busy', String(state.status === 'loading'));
    input.setAttribute('aria-expanded', String(results !== undefined));
    const pages = results?.pages ?? [];
    if (pages !== listed) list.replaceChildren(...makeOptions(pages));
    listed = pages;
    if (results) {
      markActive(list, results.active);
      input.setAttribute('aria-activedescendant', optionId(results.active));
    } else input.removeAttribute('aria-activedescendant');
    more.replaceChildren(...(results ? makeMore(results, onMore) : []));
    notice.replaceChildren(...makeNotice(state, onAsk));
  };
  return { input, list, show };
}

function part<T extends Element>(dialog: HTMLDialogElement, selector: string, kind: new () => T): T {
  const found = dialog.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`The search dialog has no ${selector}.`);
  return found;
}

function makeKeys(): HTMLElement {
  const key = (name: string): HTMLElement => h('kbd', {}, name);
  return h(
    'p',
    { className: 'search-keys', ariaHidden: 'true' },
    ...[key('↑'), ' ', key('↓'), ' to choose, ', key('Enter'), ' to open, ', key('Esc'), ' to close'],
  );
}
