/** A built page as search sees it: what a reader looks for, without what surrounds it or is the same on every page. */
import { type CheerioAPI, load } from 'cheerio';
import type { Section } from '../../src/lib/search/sections.ts';
import { SearchIndexError } from './error.ts';
import type { Operation } from './words.ts';
import { codeWords, operationWords, snakeCase } from './words.ts';

/** What Pagefind gets of a page. */
export interface SearchDocument {
  /** Path in the site. */
  url: string;
  /** HTML with Pagefind's attributes. */
  content: string;
}

/** Ways to elsewhere, controls, and pictures. */
const AROUND = [
  'nav',
  'button',
  'svg',
  'script',
  '.hash-link',
  '.theme-doc-toc-mobile',
  '.theme-doc-footer',
  '.theme-doc-card-container',
  '[role=tablist]',
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

/** Elements that touch the next one in the minified page: `run_id` and `string` are two words. */
const APART = '.r-field > *, .token-line, td, th, caption, li, dt, summary';

/** Code is found too, but words about it come first. */
const CODE_WEIGHT = '0.5';

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
  const $ = load(body, { xml: { xmlMode: false, decodeEntities: false } });
  const title = $('h1').first().text().trim();
  if (title === '')
    throw new SearchIndexError(
      'no-title',
      `${url} has no h1: search cannot name it.`,
      'Give the page a title.',
    );
  strip($, operation !== undefined);
  const meta = operation ? describe(operation) : { code: codeWords($('code').text()).join(' ') };
  return { url, content: toHtml($.html(), { title, ...meta }, section.weight) };
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

function strip($: CheerioAPI, isOperation: boolean): void {
  $(AROUND).remove();
  $('h1').remove();
  if (isOperation) $(REPEATED).remove();
  $(APART).append(' ');
  $('pre').attr('data-pagefind-weight', CODE_WEIGHT);
}

/** A page with Pagefind's attributes. */
function toHtml(body: string, meta: Record<string, string>, weight: number): string {
  const tags = Object.entries(meta).map(
    ([name, value]) =>
      `<meta data-pagefind-meta="${name}[content]" content="${value.replaceAll('"', '&quot;')}">`,
  );
  return (
    `<!doctype html><html lang="en"><head>${tags.join('')}</head>` +
    `<body data-pagefind-body data-pagefind-weight="${weight}">${body}</body></html>`
  );
}

function describe(operation: Operation): Record<string, string> {
  return {
    endpoint: `${operation.method} ${operation.path}`,
    words: operationWords(operation).join(' '),
    code: snakeCase(operation.operationId),
  };
}
