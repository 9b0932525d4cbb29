/** The pages that were found, and their best parts, as one list of links. */

import { h } from '../../dom.ts';
import type { FoundPage } from '../engine.ts';
import type { Piece } from '../excerpt.ts';
import { optionsOf, type ResultOption } from '../options.ts';
import type { Results } from '../state.ts';
import { LIST_ID } from './dialog.ts';
import { makeButton } from './makeButton.ts';

export function optionId(option: number): string {
  return `${LIST_ID}-${option}`;
}

/** Options as the arrow keys walk through them. The input keeps the focus. */
export function makeOptions(pages: readonly FoundPage[]): HTMLElement[] {
  return optionsOf(pages).map((option, n) =>
    h(
      'a',
      {
        role: 'option',
        id: optionId(n),
        href: option.url,
        tabIndex: -1,
        className: option.heading ? 'search-part' : 'search-page',
      },
      ...contentOf(option),
    ),
  );
}

function contentOf({ page, heading }: ResultOption): HTMLElement[] {
  if (heading)
    return [
      h('span', { className: 'search-spoken' }, `${page.title}: `),
      h('b', {}, heading.title),
      makeExcerpt(heading.excerpt),
    ];
  return [
    h('b', {}, page.title),
    h('small', {}, page.section),
    ...(page.endpoint === undefined ? [] : [h('code', {}, page.endpoint)]),
    makeExcerpt(page.excerpt),
  ];
}

function makeExcerpt(pieces: readonly Piece[]): HTMLElement {
  return h(
    'span',
    { className: 'search-excerpt' },
    ...pieces.map(({ text, marked }) => (marked ? h('mark', {}, text) : text)),
  );
}

/** Marks the option that Enter opens, and brings it into sight. */
export function markActive(list: HTMLElement, active: number): void {
  for (const [n, option] of [...list.children].entries())
    option.setAttribute('aria-selected', String(n === active));
  list.children[active]?.scrollIntoView({ block: 'nearest' });
}

/** The control below the list that loads the pages after those shown; nothing when all are. */
export function makeMore({ more, matches, pages }: Results, onMore: () => void): HTMLElement[] {
  if (more === 'none') return [];
  const words = more === 'loading' ? 'Loading…' : `More pages (${matches.length - pages.length})`;
  return [h('p', { className: 'search-more' }, makeButton(words, onMore))];
}
