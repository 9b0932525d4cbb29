/** The code blocks of a page as a reader of the built site sees them. Pure. */
import { load } from 'cheerio';

export interface Shown {
  language: string;
  /** Caption: the name under which the reader saves a program. */
  title: string | undefined;
  code: string;
  /** Label of the tab that the block is on. */
  tab: string | undefined;
}

/** @param html of the page, as the server sends it */
export function shownBlocks(html: string): Shown[] {
  const $ = load(html);
  return $('.theme-code-block')
    .toArray()
    .map((element) => {
      const block = $(element);
      const panel = block.closest('[role=tabpanel]');
      const tabs = panel.parent().parent().find('[role=tab]');
      const lines = block.find('.token-line').toArray();
      return {
        language: /\blanguage-(\w+)/.exec(block.attr('class') ?? '')?.[1] ?? '',
        title: block.find('[class*=codeBlockTitle]').text() || undefined,
        code: lines.map((line) => $(line).text()).join('\n'),
        tab: panel.length > 0 ? $(tabs[panel.index()]).text() : undefined,
      };
    });
}
