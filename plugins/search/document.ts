/** A built page as search sees it: what a reader looks for, without what surrounds it or is the same on every page. */
import { type AnyNode, type CheerioAPI, type Element, load } from 'cheerio';
import type { PageText, SectionText } from '../../src/lib/search/pageText.ts';
import type { Section } from '../../src/lib/search/sections.ts';
import { SearchIndexError } from './error.ts';
import type { Operation } from './words.ts';
import { operationWords, snakeCase } from './words.ts';

/** A part of a page: what is shown of it, and what else finds it. */
interface DocumentPart extends SectionText {
  /** Code that stands apart: words about it come first. */
  code: string;
}

export interface SearchDocument extends PageText {
  parts: [start: DocumentPart, ...below: DocumentPart[]];
  /** Words that find the page beyond those on it. */
  names: string;
}

/** Ways to elsewhere, controls, and pictures. */
const AROUND = [
  'nav',
  'button',
  'svg',
  'script',
  'h1',
  '.hash-link',
  '.theme-doc-toc-mobile',
  '.theme-doc-footer',
  '.theme-doc-card-container',
  '[role=tablist]',
  '[data-search-ignore]',
].join();

/** On operation pages: what is in the metadata, or alike on all of them, or an example of what the schema names. */
const REPEATED = [
  '.r-address',
  '.r-meta',
  '.r-required',
  '.r-always',
  '.r-samples',
  '.r-answer',
  '.r-common',
].join();

/** Inline elements that touch the next one in the minified page: `run_id` and `string` are two words. */
const APART = '.r-field > *, .token-line';

/** Elements that may stand inside a word; others begin and end one. */
const INLINE = new Set([
  'a',
  'b',
  'code',
  'em',
  'i',
  'kbd',
  'mark',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'wbr',
]);

export interface PageSource {
  /** Path in the site. */
  url: string;
  /** The page as Docusaurus writes it. */
  html: string;
  section: Section;
  /** What the page shows, when it is one of the reference. */
  operation: Operation | undefined;
}

/**
 * Reads what a page says.
 *
 * @returns undefined when the page has no content of its own, as a redirect.
 * @throws SearchIndexError when the page has no title.
 */
export function searchDocument({ url, html, section, operation }: PageSource): SearchDocument | undefined {
  const body = contentOf(html);
  if (body === undefined) return undefined;
  // htmlparser2 in place of parse5: three times as fast, and it knows the end tags that the minifier leaves out.
  const $ = load(body, { xml: { xmlMode: false } });
  const title = plain($('h1').first().text());
  if (title === '')
    throw new SearchIndexError(
      'no-title',
      `${url} has no h1: search cannot name it.`,
      'Give the page a title.',
    );
  $(AROUND).remove();
  if (operation) $(REPEATED).remove();
  $(APART).append(' ');
  const head = load(html.slice(0, html.indexOf('<body')), { xml: { xmlMode: false } });
  const says = (name: string): string => head(`meta[name=${name}]`).attr('content') ?? '';
  return {
    url,
    title,
    description: plain(says('description')),
    endpoint: operation && `${operation.method} ${operation.path}`,
    parts: grainOf(section.grain, partsOf($)),
    names: [says('keywords'), ...(operation ? namesOf(operation) : [])].join(' '),
  };
}

/** The article of a docs page, or the main part of another. */
function contentOf(html: string): string | undefined {
  for (const name of ['article', 'main']) {
    const start = html.indexOf(`<${name}`);
    const end = html.lastIndexOf(`</${name}>`);
    if (start >= 0 && end > start) return html.slice(start, end);
  }
  return undefined;
}

const isElement = (node: AnyNode): node is Element => 'attribs' in node;

/** The page in parts, each from one heading that can be linked to up to the next. */
function partsOf($: CheerioAPI): SearchDocument['parts'] {
  const parts: SearchDocument['parts'] = [{ id: undefined, title: '', text: '', code: '' }];
  const read = (nodes: readonly AnyNode[], field: 'text' | 'code'): void => {
    for (const node of nodes) {
      const last = parts.at(-1) ?? parts[0];
      if (node.type === 'text' && 'data' in node) last[field] += node.data;
      if (!isElement(node)) continue;
      if (/^h[234]$/.test(node.name) && node.attribs.id !== undefined) {
        parts.push({ id: node.attribs.id, title: plain($(node).text()), text: '', code: '' });
        continue;
      }
      if (!INLINE.has(node.name)) last[field] += ' ';
      read(node.children, node.name === 'pre' ? 'code' : field);
      if (!INLINE.has(node.name)) (parts.at(-1) ?? last)[field] += ' ';
    }
  };
  read($.root()[0]?.childNodes ?? [], 'text');
  for (const part of parts) Object.assign(part, { text: plain(part.text), code: plain(part.code) });
  return parts;
}

function grainOf(grain: Section['grain'], parts: SearchDocument['parts']): SearchDocument['parts'] {
  const all = (field: 'text' | 'code'): string => plain(parts.map((part) => part[field]).join(' '));
  switch (grain) {
    case 'parts':
      return parts;
    case 'page':
      return [{ ...parts[0], text: all('text'), code: all('code') }];
    case 'title':
      return [{ ...parts[0], text: '', code: '' }];
  }
}

/** Text as a reader sees it in one line. */
function plain(text: string): string {
  return text.replace(/[\s\u200b]+/g, ' ').trim();
}

function namesOf(operation: Operation): string[] {
  return [...operationWords(operation), operation.operationId, snakeCase(operation.operationId)];
}
