/**
 * Fills the open dialog: a combobox whose list is the results.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
import type { SearchEngine } from '../engine.ts';
import type { SearchState } from '../state.ts';
import { createAsking } from './asking.ts';
import { GONE } from './dialog.ts';
import { createView } from './view.ts';

interface Filling {
  engine: SearchEngine;
  /** What was in the field when the reader pressed Enter, if that has happened already. */
  submitted: string | undefined;
  /** What was asked for on the page before; empty when nothing was. */
  before: string;
  /** Hears what is asked for. */
  onAsk: (query: string) => void;
}

const STEPS: Readonly<Record<string, 1 | -1 | undefined>> = { ArrowDown: 1, ArrowUp: -1 };

/** Call it once for a dialog. What the reader has typed by then is asked for. */
export function fillDialog(dialog: HTMLDialogElement, filling: Filling): void {
  const { engine, submitted, before, onAsk } = filling;
  const view = createView(dialog, {
    onMore() {
      dispatch({ type: 'moreWanted' });
      focus();
    },
    onAsk(query) {
      input.value = query;
      ask(query);
      focus();
    },
  });
  const { input, list } = view;
  const dispatch = createAsking(engine, (state, previous) => {
    view.show(state);
    if (state.status === 'results' && state.openFirst && previous.status !== 'results') openActive(state);
  });
  // The control that was pressed goes. A keyboard on the screen would cover what was asked for.
  const focus = (): void => {
    if (!matchMedia('(pointer: coarse)').matches) input.focus();
  };
  const ask = (query: string): void => {
    onAsk(query);
    dispatch({ type: 'asked', query });
  };
  const openActive = (state: SearchState): void => {
    const option = state.status === 'results' && list.children[state.active];
    if (option instanceof HTMLElement) option.click();
  };

  input.addEventListener('input', () => ask(input.value));
  input.form?.addEventListener('submit', () => openActive(dispatch({ type: 'submitted' })));
  dialog.addEventListener('keydown', (event) => {
    const by = STEPS[event.key];
    if (by === undefined || event.isComposing) return;
    event.preventDefault();
    input.focus();
    dispatch({ type: 'moved', by });
  });
  list.addEventListener('mousemove', ({ target }) => {
    const option = target instanceof Element ? target.closest('[role=option]') : null;
    if (option?.getAttribute('aria-selected') === 'false')
      dispatch({ type: 'pointed', option: [...list.children].indexOf(option) });
  });
  closeAsOthersDo(dialog);

  engine.warmUp();
  if (input.value === '') {
    input.value = before;
    input.select();
  }
  view.show(dispatch({ type: 'asked', query: input.value }));
  if (submitted !== undefined && submitted === input.value) dispatch({ type: 'submitted' });
}

/** A press beside the dialog closes it, and so does a link of the site that is followed in this tab. */
function closeAsOthersDo(dialog: HTMLDialogElement): void {
  dialog.addEventListener('mousedown', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  dialog.addEventListener('click', ({ target, ctrlKey, metaKey, shiftKey, altKey }) => {
    const isLink = target instanceof Element && target.closest('a[href^="/"]') !== null;
    if (isLink && !ctrlKey && !metaKey && !shiftKey && !altKey) dialog.close(GONE);
  });
}
