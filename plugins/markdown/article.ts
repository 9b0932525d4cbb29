/** A built page as Markdown: what a reader sees in its article, without what only a browser can use. */
import { type CheerioAPI, load } from 'cheerio';
import rehypeParse from 'rehype-parse';
import rehypeRemark from 'rehype-remark';
import remarkGfm from 'remark-gfm';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';

const ARTICLE = '.theme-doc-markdown';

const DECORATION = [
  '.hash-link',
  '[data-search-ignore]',
  '[aria-hidden=true]',
  'button',
  'svg',
  'script',
  'style',
  'noscript',
  '[role=tablist]',
  'form',
].join();

const toMarkdown = unified()
  .use(rehypeParse, { fragment: true })
  .use(rehypeRemark)
  .use(remarkGfm)
  .use(remarkStringify, { bullet: '-', rule: '-', fences: true, listItemIndent: 'one' })
  .freeze();

export interface Article {
  title: string;
  /** One sentence on what the page is about; empty when it has none. */
  description: string;
  markdown: string;
}

/**
 * Reads a built page.
 *
 * @param origin of the site; links within it become absolute, so that they lead somewhere wherever the text is read
 * @param url path of the page
 * @returns undefined when the page has no article
 */
export function readArticle(html: string, origin: string, url: string): Article | undefined {
  const $ = load(html);
  const article = $(ARTICLE).first();
  if (article.length === 0) return undefined;
  nameTabs($);
  article.find(DECORATION).remove();
  // React parts texts by comments.
  article
    .find('*')
    .contents()
    .filter((_, { type }) => type === 'comment')
    .remove();
  unwrapCode($);
  quoteAdmonitions($);
  article
    .find('summary')
    .each(
      (_, summary) => void $(summary).replaceWith($('<p>').append($('<strong>').text($(summary).text()))),
    );
  article.find('a[href]').each((_, link) => {
    const { href } = new URL($(link).attr('href') ?? '', origin + url);
    $(link).attr('href', href);
  });
  return {
    title: article.find('h1').first().text().trim(),
    description: $('meta[name=description]').attr('content') ?? '',
    markdown: String(toMarkdown.processSync(article.html() ?? '')),
  };
}

/** The panels of tabs follow each other, each below its name. */
function nameTabs($: CheerioAPI): void {
  $('.tabs-container').each((_, container) => {
    const names = $(container)
      .find('[role=tab]')
      .toArray()
      .map((tab) => $(tab).text());
    $(container)
      .find('[role=tabpanel]')
      .each((index, panel) => void $(panel).prepend($('<p>').append($('<strong>').text(names[index] ?? ''))));
  });
}

/** A highlighted block becomes its text, below the name of its file. */
function unwrapCode($: CheerioAPI): void {
  $('.theme-code-block').each((_, block) => {
    const language = /\blanguage-(\S+)/.exec($(block).attr('class') ?? '')?.[1] ?? '';
    const title = $(block).children('[class*=title]').text();
    const code = $(block).find('code').first().text();
    if (title !== '') $(block).before($('<p>').append($('<strong>').text(title)));
    $(block).replaceWith($('<pre>').append($('<code>').addClass(`language-${language}`).text(code)));
  });
}

/** Notes and warnings become quotations that begin with their kind. */
function quoteAdmonitions($: CheerioAPI): void {
  $('.theme-admonition').each((_, note) => {
    const heading = $(note).find('[class*=admonitionHeading]');
    const content = $(note).find('[class*=admonitionContent]');
    const name = $('<p>').append($('<strong>').text(heading.text().trim()));
    $(note).replaceWith($('<blockquote>').append(name, content.contents()));
  });
}
