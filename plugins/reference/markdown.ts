/** Descriptions of the OpenAPI documents as HTML. */
import { Html, html } from './html.ts';
import { type Block, type Mark, readMarkdown } from './marks.ts';

/** Path of an operation's page, by operationId. */
export type PageOf = (operationId: string) => string | undefined;

/**
 * Paragraphs and lists. Names of operations in code lead to their pages.
 *
 * @param markdown with the marks that `readMarkdown` knows.
 */
export function description(markdown: string, pageOf: PageOf): Html {
  return html`${readMarkdown(markdown).map((block) => writeBlock(block, pageOf))}`;
}

/** The same for one paragraph, without its element. */
export function inline(markdown: string, pageOf: PageOf): Html {
  const [block] = readMarkdown(markdown);
  return block?.type === 'paragraph' ? writeMarks(block.marks, pageOf) : description(markdown, pageOf);
}

/** What the text says, without marks. */
export function plain(markdown: string): string {
  return readMarkdown(markdown)
    .flatMap((block) => (block.type === 'paragraph' ? [block.marks] : block.items))
    .map((marks) => marks.map(({ text }) => text).join(''))
    .join(' ');
}

function writeBlock(block: Block, pageOf: PageOf): Html {
  if (block.type === 'paragraph') return html`<p>${writeMarks(block.marks, pageOf)}</p>`;
  return html`<ul>${block.items.map((marks) => html`<li>${writeMarks(marks, pageOf)}</li>`)}</ul>`;
}

function writeMarks(marks: readonly Mark[], pageOf: PageOf): Html {
  return new Html(marks.map((mark) => writeMark(mark, pageOf).text).join(''));
}

function writeMark(mark: Mark, pageOf: PageOf): Html {
  switch (mark.type) {
    case 'text':
      return html`${mark.text}`;
    case 'code': {
      const page = pageOf(mark.text);
      const code = html`<code>${mark.text}</code>`;
      return page === undefined ? code : html`<a href="${page}">${code}</a>`;
    }
    case 'bold':
      return html`<strong>${mark.text}</strong>`;
    case 'link':
      return html`<a href="${mark.href}">${mark.text}</a>`;
  }
}
