/** The search in this site: its index, and what was asked for last. Loaded when the search is first opened. */
import { createEngine } from '../engine.ts';
import { fillDialog } from './fill.ts';
import css from './results.css';
import type { SearchBox } from './watch.ts';

/** Where a tab keeps what was asked for, to show it again on the next page. */
const STORED = 'search';

async function get(path: string): Promise<unknown> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

export const mount: SearchBox['mount'] = (dialog, submitted) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  fillDialog(dialog, {
    engine: createEngine({ development: process.env.NODE_ENV === 'development', get }),
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
