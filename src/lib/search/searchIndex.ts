/**
 * The index of all pages as one file: written after the build, read by the search box. MiniSearch's own form is three times
 * as heavy; in this one, a field's postings are one text, and what can be counted from them is left out.
 */
import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import { termsOf } from './terms.ts';

const FIELDS = ['title', 'names', 'heading', 'text', 'code'] as const;

/** A part of a page, as it goes into the index. */
export interface IndexedPart {
  /** Of the page. */
  title: string;
  /** Words that find the page beyond those on it. */
  names: string;
  /** Of the part. */
  heading: string;
  text: string;
  code: string;
}

export interface IndexedPage {
  url: string;
  title: string;
  /** Number of its first part; the others follow it. */
  first: number;
}

/** As it is in the file. */
interface IndexFile {
  pages: readonly IndexedPage[];
  /** How many parts the pages have together. */
  parts: number;
  /** All terms, sorted, with a space between. */
  terms: string;
  /**
   * For each field, a line for each term: the numbers of the parts that have it, in base 36, each less the one before,
   * with a space between.
   */
  postings: Record<(typeof FIELDS)[number], string>;
}

/** Whether a file is an index. */
export function isIndexFile(file: unknown): file is IndexFile {
  return typeof file === 'object' && file !== null && 'postings' in file;
}

/** @param parts of all pages, in the order of the pages */
export function writeIndex(pages: readonly IndexedPage[], parts: readonly IndexedPart[]): IndexFile {
  const byField = FIELDS.map((field) => invert(parts.map((part) => part[field])));
  const terms = [...new Set(byField.flatMap((inverted) => [...inverted.keys()]))].sort();
  const lines = byField.map((inverted) => terms.map((term) => toLine(inverted.get(term) ?? [])).join('\n'));
  const [title = '', names = '', heading = '', text = '', code = ''] = lines;
  const postings = { title, names, heading, text, code };
  return { pages, parts: parts.length, terms: terms.join(' '), postings };
}

/** Numbers of the texts that have a term, by term. */
function invert(texts: readonly string[]): Map<string, number[]> {
  const inverted = new Map<string, number[]>();
  for (const [n, text] of texts.entries())
    for (const term of new Set(termsOf(text))) inverted.set(term, [...(inverted.get(term) ?? []), n]);
  return inverted;
}

function toLine(numbers: readonly number[]): string {
  return numbers.map((number, n) => (number - (numbers[n - 1] ?? 0)).toString(36)).join(' ');
}

function readLine(line: string): number[] {
  let last = 0;
  return line === '' ? [] : line.split(' ').map((step) => (last += Number.parseInt(step, 36)));
}

export interface SearchIndex {
  pages: readonly IndexedPage[];
  parts: MiniSearch;
  /** All terms of the pages. */
  terms: ReadonlySet<string>;
}

const OPTIONS: Options = {
  fields: [...FIELDS],
  tokenize: (text) => text.split(' '),
  processTerm: (term) => term,
};

export function readIndex(file: IndexFile): SearchIndex {
  const terms = file.terms.split(' ');
  return {
    pages: file.pages,
    parts: MiniSearch.loadJS(toMiniSearch(file, terms), OPTIONS),
    terms: new Set(terms),
  };
}

/** The form that MiniSearch reads, in which each part has each of its terms once. */
function toMiniSearch({ parts, postings }: IndexFile, terms: readonly string[]): AsPlainObject {
  const numbers = Array.from({ length: parts }, (_, n) => n);
  const lengths = numbers.map(() => FIELDS.map(() => 0));
  const index = terms.map((term): AsPlainObject['index'][number] => [term, {}]);
  for (const [field, name] of FIELDS.entries()) {
    for (const [n, line] of postings[name].split('\n').entries()) {
      const found = readLine(line);
      const entry = index[n];
      if (entry === undefined || found.length === 0) continue;
      entry[1][field] = Object.fromEntries(found.map((part) => [part, 1]));
      for (const part of found) {
        const counts = lengths[part];
        if (counts !== undefined) counts[field] = (counts[field] ?? 0) + 1;
      }
    }
  }
  return {
    index,
    documentCount: parts,
    nextId: parts,
    documentIds: Object.fromEntries(numbers.entries()),
    fieldIds: Object.fromEntries(FIELDS.map((name, field) => [name, field])),
    fieldLength: Object.fromEntries(lengths.entries()),
    averageFieldLength: FIELDS.map(
      (_, field) => lengths.reduce((sum, counts) => sum + (counts[field] ?? 0), 0) / parts,
    ),
    storedFields: {},
    dirtCount: 0,
    serializationVersion: 2,
  };
}
