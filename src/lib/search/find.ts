/** Ranks pages for a query. */
import type { SearchOptions } from 'minisearch';
import { type Query, readQuery } from './query.ts';
import type { IndexedPage, SearchIndex } from './searchIndex.ts';
import { sectionOf } from './sections.ts';

/** A page that matches. */
export interface Hit {
  page: IndexedPage;
  /** Number of its best part: 0 is the start. */
  part: number;
  /** Terms that are in the page for those of the query. */
  terms: readonly string[];
}

const BOOST = { title: 4, names: 4, heading: 3, text: 1, code: 0.5 };

/** Of the best part's score, what each further part of a page adds, so that a page about a subject wins over a mention. */
const FURTHER = 0.1;

/** Of the best page's score, what a page needs to be among the results: the rest has one common word or so. */
const LEAST = 0.15;

/** A part is long or short as it comes; a page counts little less for being long. */
const BM25 = { k: 1.2, b: 0.4, d: 0.3 };

/** @returns pages that match what was typed, best first */
export function find({ pages, parts, terms }: SearchIndex, typed: string): Hit[] {
  const query = readQuery(typed, terms);
  const results = parts.search([...query.terms.keys()].join(' '), optionsOf(query, terms));
  const hits = new Map<IndexedPage, Hit & { score: number }>();
  for (const { id, score, match } of results) {
    const page = pages.findLast(({ first }) => first <= id);
    if (page === undefined) continue;
    const hit = hits.get(page);
    // Results come best first.
    if (hit) hit.score += score * FURTHER * weightOf(page);
    else
      hits.set(page, {
        page,
        part: id - page.first,
        terms: Object.keys(match),
        score: score * weightOf(page),
      });
  }
  const ranked = [...hits.values()].sort((a, b) => b.score - a.score);
  const least = (ranked[0]?.score ?? 0) * LEAST;
  return ranked.filter(({ score }) => score >= least);
}

function optionsOf(query: Query, known: ReadonlySet<string>): SearchOptions {
  return {
    boost: BOOST,
    bm25: BM25,
    combineWith: query.all ? 'AND' : 'OR',
    boostTerm: (term) => query.terms.get(term) ?? 1,
    // What no page has may be the beginning of a word that is being typed, or a slip of the finger.
    prefix: (term) => term.length > 1 && !known.has(term),
    // Two letters that change places are two slips.
    fuzzy: (term) => (known.has(term) || term.length < 4 ? false : term.length < 6 ? 1 : 2),
  };
}

const weightOf = ({ url }: IndexedPage): number => sectionOf(url)?.weight ?? 0;
