import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Match, SearchEngine } from '../engine.ts';
import { SearchError } from '../error.ts';
import { testMatch, testPage } from '../testPages.ts';
import { GONE } from './dialog.ts';
import { fillDialog } from './fill.ts';
import { testDialog } from './testDialog.ts';

const PAUSE_MS = 200;
const run = testPage('runs', true);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Search = SearchEngine['search'];

/** Opens the dialog over an engine that answers as given. */
function open(search: Search, { before = '', typed = '', submitted = undefined as string | undefined } = {}) {
  const asked = vi.fn(search);
  const onAsk = vi.fn();
  const onGo = vi.fn();
  const engine = { warmUp: vi.fn(), search: asked };
  const dialog = testDialog();
  dialog.showModal();
  input().value = typed;
  fillDialog(dialog, { engine, before, submitted, onAsk });
  // jsdom cannot navigate; what a click would do is noted in its place.
  dialog.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null) return;
    event.preventDefault();
    onGo(link.getAttribute('href'));
  });
  return { asked, onGo, onAsk, engine, dialog };
}

const input = () => screen.getByRole<HTMLInputElement>('combobox');
const press = (key: string) => fireEvent.keyDown(input(), { key });
const submit = () => fireEvent.submit(screen.getByRole('search'));
const options = () => screen.queryAllByRole('option');
const active = () => options().find((option) => option.getAttribute('aria-selected') === 'true');
const said = () => screen.getByRole('status').textContent;
const pause = () => vi.advanceTimersByTimeAsync(PAUSE_MS);

async function type(typed: string): Promise<void> {
  fireEvent.input(input(), { target: { value: typed } });
  await pause();
}

const answer =
  (...matches: Match[]): Search =>
  async () => ({ matches, nearest: [] });

describe('the dialog', () => {
  it('loads the index ahead, and says what can be found', () => {
    const { engine, asked } = open(answer());
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
    const { asked, onAsk } = open(answer(testMatch(run)));
    fireEvent.input(input(), { target: { value: 'ru' } });
    await type('run');
    expect(asked.mock.calls).toEqual([['run']]);
    expect(onAsk.mock.calls).toEqual([['ru'], ['run']]);
  });

  it('asks again for what was asked on the page before', async () => {
    const { asked } = open(answer(testMatch(run)), { before: 'runs' });
    await pause();
    expect(asked).toHaveBeenCalledWith('runs');
    expect(input().value).toBe('runs');
  });

  it('asks for what was typed before it came, in place of that', async () => {
    const { asked } = open(answer(testMatch(run)), { before: 'runs', typed: 'tags' });
    await pause();
    expect(asked.mock.calls).toEqual([['tags']]);
    expect(input().value).toBe('tags');
  });

  it('opens the first result when Enter came before it did', async () => {
    const { onGo } = open(answer(testMatch(run)), { typed: 'run', submitted: 'run' });
    await pause();
    expect(onGo.mock.calls).toEqual([['/docs/runs/']]);
  });

  it('forgets that Enter when something else was typed since', async () => {
    const { onGo } = open(answer(testMatch(run)), { typed: 'runs', submitted: 'run' });
    await pause();
    expect(onGo).not.toHaveBeenCalled();
  });

  it('shows the answer to the newest query when an older one comes late', async () => {
    const late = Promise.withResolvers<Answer>();
    open((typed) => (typed === 'old' ? late.promise : answer(testMatch(run))(typed)));
    await type('old');
    await type('new');
    late.resolve({ matches: [], nearest: [] });
    await pause();
    expect(options()).toHaveLength(2);
  });

  it('closes when the reader goes to a result, and leaves the focus there', async () => {
    const { onGo, dialog } = open(answer(testMatch(run)));
    await type('run');
    submit();
    expect(onGo.mock.calls).toEqual([['/docs/runs/']]);
    expect(dialog.open).toBe(false);
    expect(dialog.returnValue).toBe(GONE);
  });

  it('goes nowhere when it is closed', async () => {
    const { onGo } = open(answer(testMatch(run)));
    await type('run');
    fireEvent.submit(screen.getByRole('button', { name: 'Close' }));
    expect(onGo).not.toHaveBeenCalled();
  });

  it('closes on a press beside it', () => {
    const { dialog } = open(answer());
    fireEvent.mouseDown(input());
    expect(dialog.open).toBe(true);
    fireEvent.mouseDown(dialog);
    expect(dialog.open).toBe(false);
  });

  it('leaves the arrow keys to an input method that is at work', async () => {
    open(answer(testMatch(run)));
    await type('run');
    fireEvent.keyDown(input(), { key: 'ArrowDown', isComposing: true });
    expect(active()).toBe(options()[0]);
  });
});

describe('results', () => {
  it('are links to pages and their headings, counted for screen readers', async () => {
    open(answer(testMatch(run), testMatch(testPage('tags'))));
    await type('run');
    expect(said()).toBe('2 pages found');
    expect(options().map((option) => option.getAttribute('href'))).toEqual([
      '/docs/runs/',
      '/docs/runs/#part',
      '/docs/tags/',
    ]);
    expect(options()[1]?.textContent).toContain('About runs: Part');
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
    press('ArrowUp');
    press('ArrowDown');
    expect(input().getAttribute('aria-activedescendant')).toBe(options()[1]?.id);
    expect(active()).toBe(options()[1]);
    expect(document.activeElement).toBe(input());
    submit();
    expect(onGo).toHaveBeenCalledWith('/docs/runs/#part');
  });

  it('are plain links, and a click for a new tab leaves the dialog open', async () => {
    const { onGo, dialog } = open(answer(testMatch(run)));
    await type('run');
    const [, second] = options();
    if (!second) throw new Error('There is no second option.');
    fireEvent.click(second, { ctrlKey: true });
    expect(dialog.open).toBe(true);
    fireEvent.click(second);
    expect(onGo).toHaveBeenLastCalledWith('/docs/runs/#part');
    expect(dialog.open).toBe(false);
  });

  it('are chosen by the pointer too', async () => {
    open(answer(testMatch(run)));
    await type('run');
    const second = options()[1];
    if (second?.firstChild) fireEvent.mouseMove(second.firstChild);
    expect(active()).toBe(second);
  });

  it('open the first when Enter came before them', async () => {
    const { onGo } = open(answer(testMatch(run)));
    fireEvent.input(input(), { target: { value: 'run' } });
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
    await pause();
    expect(options()).toHaveLength(16);
    for (let n = 0; n < 16; n += 1) press('ArrowDown');
    await pause();
    expect(options()).toHaveLength(20);
    expect(screen.queryByRole('button', { name: /More/ })).toBeNull();
  });
});

describe('without results', () => {
  it('says so, and where else to look and ask', async () => {
    const { onGo } = open(answer());
    await type('qqq');
    expect(said()).toBe('No results for “qqq”.');
    expect(input().getAttribute('aria-expanded')).toBe('false');
    expect(screen.getByRole('list', { name: 'Examples' })).toBeDefined();
    expect(screen.getByRole('link', { name: 'support@hokus.ai' }).getAttribute('href')).toBe(
      'mailto:support@hokus.ai',
    );
    fireEvent.click(screen.getByRole('link', { name: 'all operations of the API' }));
    expect(onGo).toHaveBeenCalledWith('/api/');
  });

  it('offers words that are spelled alike', async () => {
    const { asked } = open(async () => ({ matches: [], nearest: ['artifacts'] }));
    await type('atfacs');
    fireEvent.click(screen.getByRole('button', { name: 'artifacts' }));
    await pause();
    expect(asked).toHaveBeenLastCalledWith('artifacts');
    expect(screen.queryByRole('list', { name: 'Examples' })).toBeNull();
  });

  it('says that the index did not load, and tries again', async () => {
    let online = false;
    open((typed) =>
      online ? answer(testMatch(run))(typed) : Promise.reject(new SearchError('unreachable')),
    );
    await type('run');
    expect(said()).toBe('The search index didn’t load.');
    expect(screen.getByText(/Check your connection/)).toBeDefined();
    online = true;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await pause();
    expect(options()).toHaveLength(2);
  });

  it('says what to run when there is no index', async () => {
    open(async () => Promise.reject(new SearchError('not-built')));
    await type('run');
    expect(said()).toBe('There is no search index.');
    expect(screen.getByText(/npm start/)).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });
});
