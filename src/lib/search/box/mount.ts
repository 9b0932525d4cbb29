/** The search in this site: its index, and what was asked for last. Loaded when the search is first opened. */
import { createEngine, INDEX_FOLDER } from '../engine.ts';
import { fillDialog } from './fill.ts';
import css from './results.css';
import type { SearchBox } from './watch.ts';

/** Where a tab keeps what was asked for, to show it again on the next page. */
const STORED = 'search';

/** A bundler must leave this import alone: the file is made after the build. */
const load = (url: string): Promise<unknown> => import(/* webpackIgnore: true */ url);

export const mount: SearchBox['mount'] = (dialog, submitted) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  fillDialog(dialog, {
    engine: createEngine({
      folder: `/${INDEX_FOLDER}/`,
      development: process.env.NODE_ENV === 'development',
      load,
    }),
    submitted,
    before: stored(),
    onAsk: store,
  });
};

// Storage may be forbidden, or full: then nothing is remembered.

function stored(): string {
  try {
    return sessionStorage.getItem(STORED) ?? '';
  } catch {
    return '';
  }
}

function store(query: string): void {
  try {
    sessionStorage.setItem(STORED, query);
  } catch {}
}
