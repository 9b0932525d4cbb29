import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Match, SearchEngine } from '../../lib/search/engine.ts';
import { SearchError } from '../../lib/search/error.ts';
import { testMatch, testPage } from '../../lib/search/testPages.ts';
import { Dialog } from './Dialog.tsx';
import { addDialogToJsdom } from './jsdomDialog.ts';

const PAUSE_MS = 200;
const run = testPage('runs', 2);

beforeEach(() => {
  addDialogToJsdom();
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Search = SearchEngine['search'];

/** Opens the dialog over an engine that answers as given. */
function open(search: Search, before = '') {
  const asked = vi.fn(search);
  const onGo = vi.fn();
  const onClose = vi.fn();
  const onType = vi.fn();
  const engine = { warmUp: vi.fn(), search: asked };
  render(<Dialog {...{ engine, before, onGo, onClose, onType }} />);
  return { asked, onGo, onClose, onType, engine };
}

const input = () => screen.getByRole<HTMLInputElement>('combobox');
const press = (key: string) => fireEvent.keyDown(input(), { key });
const submit = () => fireEvent.submit(input());
const options = () => screen.queryAllByRole('option');
const active = () => options().find((option) => option.getAttribute('aria-selected') === 'true');
const said = () => screen.getByRole('status').textContent;
const pause = () => act(() => vi.advanceTimersByTimeAsync(PAUSE_MS));

async function type(typed: string): Promise<void> {
  fireEvent.change(input(), { target: { value: typed } });
  await pause();
}

const answer =
  (...matches: Match[]): Search =>
  async () =>
    matches;

describe('the dialog', () => {
  it('opens modal, loads the index ahead, and says what can be found', () => {
    const { engine, asked } = open(answer());
    expect(screen.getByRole('dialog').hasAttribute('open')).toBe(true);
    expect(engine.warmUp).toHaveBeenCalled();
    expect(screen.getByText(/Search guide pages/)).toBeDefined();
    expect(input().getAttribute('aria-expanded')).toBe('false');
    expect(asked).not.toHaveBeenCalled();
  });

  it('searches for an example that is chosen', async () => {
    const { asked } = open(answer(testMatch(run)));
    fireEvent.click(screen.getByRole('button', { name: 'createRun' }));
    await pause();
    expect(asked).toHaveBeenCalledWith('createRun');
    expect(input().value).toBe('createRun');
    expect(document.activeElement).toBe(input());
  });

  it('asks once the reader pauses, and hands on what is typed', async () => {
    const { asked, onType } = open(answer(testMatch(run)));
    fireEvent.change(input(), { target: { value: 'ru' } });
    await type('run');
    expect(asked.mock.calls).toEqual([['run']]);
    expect(onType.mock.calls).toEqual([['ru'], ['run']]);
  });

  it('asks again for what was typed before', async () => {
    const { asked } = open(answer(testMatch(run)), 'runs');
    await pause();
    expect(asked).toHaveBeenCalledWith('runs');
    expect(input().value).toBe('runs');
  });

  it('shows the answer to the newest query when an older one comes late', async () => {
    const late = Promise.withResolvers<Match[]>();
    open((typed) => (typed === 'old' ? late.promise : Promise.resolve([testMatch(run)])));
    await type('old');
    await type('new');
    await act(async () => late.resolve([]));
    expect(options()).toHaveLength(3);
  });

  it('gives the focus back when it is closed, but not when the reader has gone elsewhere', async () => {
    const { onClose, onGo } = open(answer(testMatch(run)));
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenLastCalledWith(true);
    cleanup();
    const second = open(answer(testMatch(run)));
    await type('run');
    submit();
    expect(second.onGo).toHaveBeenCalledWith('/docs/runs/');
    expect(second.onClose).toHaveBeenLastCalledWith(false);
    expect(onGo).not.toHaveBeenCalled();
  });

  it('closes on a press beside it', () => {
    const { onClose } = open(answer());
    fireEvent.mouseDown(input());
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.mouseDown(screen.getByRole('dialog'));
    expect(onClose).toHaveBeenCalledWith(true);
  });
});

describe('results', () => {
  it('are links to pages and their headings, counted for screen readers', async () => {
    open(answer(testMatch(run), testMatch(testPage('tags'))));
    await type('run');
    expect(said()).toBe('2 pages found');
    expect(options().map((option) => option.getAttribute('href'))).toEqual([
      '/docs/runs/',
      '/docs/runs/#part-1',
      '/docs/runs/#part-2',
      '/docs/tags/',
    ]);
    expect(options()[1]?.textContent).toContain('About runs: Part 1');
    expect(options()[1]?.querySelector('mark')?.textContent).toBe('runs');
  });

  it('name method and path of an operation', async () => {
    open(answer(testMatch({ ...run, section: 'MLflow REST API', endpoint: 'POST /runs/create' })));
    await type('run');
    expect(options()[0]?.textContent).toContain('MLflow REST API');
    expect(options()[0]?.textContent).toContain('POST /runs/create');
    expect(said()).toBe('1 page found');
  });

  it('are walked through by arrow keys while the input keeps the focus', async () => {
    const { onGo } = open(answer(testMatch(run)));
    await type('run');
    expect(input().getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
    expect(input().getAttribute('aria-activedescendant')).toBe(options()[0]?.id);
    press('ArrowDown');
    press('ArrowDown');
    press('ArrowUp');
    expect(input().getAttribute('aria-activedescendant')).toBe(options()[1]?.id);
    expect(active()).toBe(options()[1]);
    expect(document.activeElement).toBe(input());
    submit();
    expect(onGo).toHaveBeenCalledWith('/docs/runs/#part-1');
  });

  it('open by a click, and leave a click for a new tab to the browser', async () => {
    const { onGo, onClose } = open(answer(testMatch(run)));
    await type('run');
    const [, second] = options();
    if (!second) throw new Error('There is no second option.');
    // jsdom cannot navigate; that the click is left alone is all that counts.
    window.addEventListener('click', (event) => event.preventDefault(), { once: true });
    fireEvent.click(second, { ctrlKey: true });
    expect(onGo).not.toHaveBeenCalled();
    fireEvent.click(second);
    expect(onGo).toHaveBeenCalledWith('/docs/runs/#part-1');
    expect(onClose).toHaveBeenCalledWith(false);
  });

  it('open the first when Enter came before them', async () => {
    const { onGo } = open(answer(testMatch(run)));
    fireEvent.change(input(), { target: { value: 'run' } });
    submit();
    expect(onGo).not.toHaveBeenCalled();
    await pause();
    expect(onGo.mock.calls).toEqual([['/docs/runs/']]);
  });
});

describe('a long list of results', () => {
  const pages = Array.from({ length: 20 }, (_, n) => testPage(`page-${n}`));

  it('loads some, and more by button or by walking past the end', async () => {
    open(answer(...pages.map(testMatch)));
    await type('page');
    expect(said()).toBe('20 pages found');
    expect(options()).toHaveLength(8);
    fireEvent.click(screen.getByRole('button', { name: 'More pages (12)' }));
    await act(async () => {});
    expect(options()).toHaveLength(16);
    for (let n = 0; n < 16; n += 1) press('ArrowDown');
    await act(async () => {});
    expect(options()).toHaveLength(20);
    expect(screen.queryByRole('button', { name: /More/ })).toBeNull();
  });

  it('says when more did not load, and tries again', async () => {
    let online = true;
    const flaky = (page: (typeof pages)[number]): Match => ({
      load: async () => (online ? page : Promise.reject(new TypeError('Failed to fetch'))),
    });
    open(answer(...pages.map(flaky)));
    await type('page');
    online = false;
    fireEvent.click(screen.getByRole('button', { name: /More/ }));
    await act(async () => {});
    expect(screen.getByRole('alert').textContent).toContain("Couldn't load more pages");
    expect(options()).toHaveLength(8);
    online = true;
    fireEvent.click(screen.getByRole('button', { name: /More/ }));
    await act(async () => {});
    expect(options()).toHaveLength(16);
  });
});

describe('without results', () => {
  it('says so, and where else to look', async () => {
    const { onGo } = open(answer());
    await type('qqq');
    expect(said()).toBe('No results for “qqq”.');
    expect(input().getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(screen.getByRole('link', { name: 'all operations of the API' }));
    expect(onGo).toHaveBeenCalledWith('/api/');
  });

  it('says that the index did not load, and tries again', async () => {
    let online = false;
    open(async () => (online ? [testMatch(run)] : Promise.reject(new SearchError('unreachable'))));
    await type('run');
    expect(said()).toBe('The search index didn’t load.');
    expect(screen.getByText(/Check your connection/)).toBeDefined();
    online = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await pause();
    expect(options()).toHaveLength(3);
  });

  it('says what to run when there is no index', async () => {
    open(async () => Promise.reject(new SearchError('not-built')));
    await type('run');
    expect(said()).toBe('There is no search index.');
    expect(screen.getByText(/npm start/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
