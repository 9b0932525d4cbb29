import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Search } from './index.tsx';
import type { SearchDialogProps } from './SearchDialog.tsx';

// The real one needs Docusaurus' router; `Dialog.test.tsx` and the end-to-end tests look at it.
function SearchDialog({ onClose }: SearchDialogProps): ReactNode {
  return (
    <div role="dialog">
      <button type="button" onClick={() => onClose(true)}>
        Close
      </button>
      <button type="button" onClick={() => onClose(false)}>
        Go
      </button>
    </div>
  );
}

const load = async () => ({ SearchDialog });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const button = () => screen.getByRole('button', { name: 'Search' });
const dialog = () => screen.queryByRole('dialog');
const press = (init: KeyboardEventInit) =>
  act(async () => void document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init })));

describe('the search button', () => {
  it('is in the HTML of a page', () => {
    expect(renderToString(<Search load={load} />)).toMatch(/^<button.*Search.*Ctrl K/);
  });

  it('opens the dialog, and gets the focus back when that is closed', async () => {
    render(<Search load={load} />);
    await act(async () => fireEvent.click(button()));
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(dialog()).toBeNull();
    expect(document.activeElement).toBe(button());
  });

  it('leaves the focus to the page that the reader has gone to', async () => {
    render(<Search load={load} />);
    await act(async () => fireEvent.click(button()));
    fireEvent.click(screen.getByRole('button', { name: 'Go' }));
    expect(document.activeElement).not.toBe(button());
  });

  it.each([{ key: 'k', ctrlKey: true }, { key: '/' }])('opens by %o', async (init) => {
    render(<Search load={load} />);
    await press(init);
    expect(dialog()).not.toBeNull();
  });

  it('names the shortcut of the platform', () => {
    vi.stubGlobal('navigator', { userAgent: 'Macintosh' });
    render(<Search load={load} />);
    expect(button().textContent).toContain('⌘K');
    expect(button().getAttribute('aria-keyshortcuts')).toBe('Meta+K /');
  });

  it('says when the dialog did not load, and tries again', async () => {
    let online = false;
    const flaky = () => (online ? load() : Promise.reject(new Error('Loading chunk failed')));
    render(<Search load={flaky} />);
    await act(async () => fireEvent.click(button()));
    expect(screen.getByRole('alert').textContent).toContain('Search didn’t load.');
    online = true;
    await act(async () => fireEvent.click(button()));
    expect(dialog()).not.toBeNull();
    expect(screen.getByRole('alert').textContent).toBe('');
  });
});
