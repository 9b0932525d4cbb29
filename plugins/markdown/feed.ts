/** The changelog as an Atom feed: an entry for each date that its page has. @see https://www.rfc-editor.org/rfc/rfc4287 */
import { load } from 'cheerio';
import { type Html, html } from '../reference/html.ts';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Makes the feed from the built page.
 *
 * @param built the page's HTML
 * @param page address of the changelog
 * @param feed address of the feed itself
 * @throws Error when a heading of the second level is no date, or there is none
 */
export function changelogFeed(
  built: string,
  { page, feed, title }: { page: string; feed: string; title: string },
): string {
  const $ = load(built);
  const article = $('.theme-doc-markdown').first();
  article.find('.hash-link').remove();
  article
    .find('a[href]')
    .each((_, link) => void $(link).attr('href', new URL($(link).attr('href') ?? '', page).href));
  const entries = article
    .find('h2')
    .toArray()
    .map((heading) => {
      const date = $(heading).text().trim();
      if (!DATE.test(date))
        throw new Error(`${page}: the heading "${date}" isn't a date such as 2026-11-27.`);
      const content = $(heading)
        .nextUntil('h2')
        .toArray()
        .map((element) => $.html(element))
        .join('');
      return { date, id: `${page}#${$(heading).attr('id') ?? date}`, content };
    });
  const [newest] = entries;
  if (newest === undefined) throw new Error(`${page} has no dated heading.`);
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${feed}</id>
<title>${title}</title>
<link rel="self" type="application/atom+xml" href="${feed}"/>
<link rel="alternate" type="text/html" href="${page}"/>
<updated>${newest.date}T00:00:00Z</updated>
<author><name>Hokusai</name></author>
${entries.map(entryOf)}</feed>
`.text;
}

function entryOf({ date, id, content }: { date: string; id: string; content: string }): Html {
  return html`<entry>
<id>${id}</id>
<title>${date}</title>
<link rel="alternate" type="text/html" href="${id}"/>
<updated>${date}T00:00:00Z</updated>
<content type="html">${content}</content>
</entry>
`;
}
