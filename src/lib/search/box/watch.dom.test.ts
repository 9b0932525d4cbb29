import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CONTROL_ATTRIBUTE, GONE } from './dialog.ts';
import { testDialog } from './testDialog.ts';
import { type SearchBox, watchSearch } from './watch.ts';

const BOX = '/assets/search/box.js';

let dialog: HTMLDialogElement;
let control: HTMLElement;
// Each test watches a document of its own listeners: what an earlier one left would open the dialog too.
let stop: AbortController;

beforeEach(() => {
  dialog = testDialog();
  document.body.insertAdjacentHTML(
    'beforeend',
    `<button ${CONTROL_ATTRIBUTE}="${BOX}"><i>Search</i></button>`,
  );
  control = screen.getByRole('button', { name: 'Search' });
  stop = new AbortController();
});
afterEach(() => {
  stop.abort();
  vi.unstubAllGlobals();
  delete document.documentElement.dataset.commandKey;
});

function watch(load?: (url: string) => Promise<SearchBox>) {
  const mount = vi.fn<SearchBox['mount']>();
  const loads = vi.fn(load ?? (async () => ({ mount })));
  const add = document.addEventListener.bind(document);
  const spy = vi
    .spyOn(document, 'addEventListener')
    .mockImplementation((type: string, listener: EventListenerOrEventListenerObject) =>
      add(type, listener, { signal: stop.signal }),
    );
  watchSearch(document, loads);
  spy.mockRestore();
  return { mount, loads };
}

const input = () => screen.getByRole<HTMLInputElement>('combobox');
const form = () => screen.getByRole('search');
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** Presses a key in an element of a kind, and tells whether that opened the dialog. */
function opens(init: KeyboardEventInit, { inside = 'div', editable = false } = {}): boolean {
  const element = document.createElement(inside);
  // jsdom does not know the property.
  if (editable) Object.defineProperty(element, 'isContentEditable', { value: true });
  document.body.append(element);
  fireEvent.keyDown(element, init);
  const answer = dialog.open;
  dialog.close();
  return answer;
}

describe('the control', () => {
  it('opens the dialog in the same moment, to be typed into while the rest loads', async () => {
    const { loads, mount } = watch();
    fireEvent.click(screen.getByText('Search', { selector: 'i' }));
    expect(dialog.open).toBe(true);
    expect(document.activeElement).toBe(input());
    expect(loads.mock.calls).toEqual([[BOX]]);
    await settle();
    expect(mount).toHaveBeenCalledWith(dialog, undefined);
  });

  it('loads nothing before, and nothing twice', async () => {
    const { loads, mount } = watch();
    expect(loads).not.toHaveBeenCalled();
    fireEvent.click(control);
    dialog.close();
    await settle();
    fireEvent.click(control);
    expect(loads).toHaveBeenCalledTimes(1);
    expect(mount).toHaveBeenCalledTimes(1);
  });

  it('gets the focus back, unless the reader has gone to a result', () => {
    watch();
    fireEvent.click(control);
    dialog.close(GONE);
    expect(document.activeElement).not.toBe(control);
    fireEvent.click(control);
    dialog.close();
    expect(document.activeElement).toBe(control);
  });
});

describe('while the rest has not come', () => {
  it('keeps an Enter with what was typed', async () => {
    const { mount } = watch();
    fireEvent.click(control);
    input().value = 'run';
    expect(fireEvent.submit(form())).toBe(false);
    await settle();
    expect(mount).toHaveBeenCalledWith(dialog, 'run');
  });

  it('says when it does not come, and tries again at another address', async () => {
    let online = false;
    const mount = vi.fn();
    const { loads } = watch(async () =>
      online ? { mount } : Promise.reject(new TypeError('Failed to fetch')),
    );
    fireEvent.click(control);
    await settle();
    expect(screen.getByRole('status').textContent).toContain('Search didn’t load.');
    online = true;
    fireEvent.submit(form());
    await settle();
    expect(loads.mock.calls).toEqual([[BOX], [`${BOX}?attempt=2`]]);
    expect(mount).toHaveBeenCalledTimes(1);
  });
});

describe('a key', () => {
  it.each([
    [{ key: 'k', ctrlKey: true }, true],
    [{ key: 'K', ctrlKey: true }, true],
    [{ key: 'k', metaKey: true }, true],
    [{ key: 'k', ctrlKey: true, shiftKey: true }, false],
    [{ key: 'k', ctrlKey: true, metaKey: true }, false],
    [{ key: 'k', ctrlKey: true, isComposing: true }, false],
    [{ key: 'k' }, false],
    [{ key: '/' }, true],
    [{ key: '/', ctrlKey: true }, false],
  ])('%o opens the dialog: %s', (init, answer) => {
    watch();
    expect(opens(init)).toBe(answer);
  });

  it('that is typed into something is left alone, but for the shortcut', () => {
    watch();
    for (const inside of ['input', 'textarea', 'select']) expect(opens({ key: '/' }, { inside })).toBe(false);
    expect(opens({ key: '/' }, { editable: true })).toBe(false);
    expect(opens({ key: 'k', ctrlKey: true }, { inside: 'input' })).toBe(true);
  });

  it('is named as the platform names it, and Ctrl+K stays what it is there while typing', () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)' });
    watch();
    expect(document.documentElement.dataset.commandKey).toBe('');
    expect(opens({ key: 'k', ctrlKey: true }, { inside: 'input' })).toBe(false);
    expect(opens({ key: 'k', metaKey: true }, { inside: 'input' })).toBe(true);
  });

  it('without a name, as when a form is filled in, does nothing', () => {
    watch();
    document.body.dispatchEvent(new Event('keydown', { bubbles: true }));
    expect(dialog.open).toBe(false);
  });
});
