/** Reads the Markdown of an API description: paragraphs and lists with code, bold text and links. */

export type Mark =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'bold'; text: string }
  | { type: 'link'; text: string; href: string };

export type Block = { type: 'paragraph'; marks: Mark[] } | { type: 'list'; items: Mark[][] };

const MARK = /`(?<code>[^`]+)`|\*\*(?<bold>[^*]+)\*\*|\[(?<label>[^\]]+)\]\((?<href>[^\s)]+)\)/g;
const ITEM = '- ';

/**
 * @param markdown a description; `marks.test.ts` holds those of our documents to what is read here.
 * @returns paragraphs, and lists of one line for each item. What is no mark is text as it stands.
 */
export function readMarkdown(markdown: string): Block[] {
  return markdown
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(readBlock);
}

function readBlock(block: string): Block {
  const lines = block.split('\n');
  if (!lines.every((line) => line.startsWith(ITEM))) return { type: 'paragraph', marks: readMarks(block) };
  return { type: 'list', items: lines.map((line) => readMarks(line.slice(ITEM.length))) };
}

function readMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > end) marks.push({ type: 'text', text: text.slice(end, match.index) });
    marks.push(readMark(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  if (end < text.length) marks.push({ type: 'text', text: text.slice(end) });
  return marks;
}

function readMark({ code, bold, label = '', href = '' }: Record<string, string | undefined>): Mark {
  if (code !== undefined) return { type: 'code', text: code };
  if (bold !== undefined) return { type: 'bold', text: bold };
  return { type: 'link', text: label, href };
}
