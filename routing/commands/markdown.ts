/** Markdown for the comment on a pull request: a table to read at once, details folded. */

/** A cell that cannot break its table. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');

/** A table; nothing when it has no rows. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A part that opens on a click. */
export function folded(summary: string, body: string): string {
  return body === '' ? '' : `<details><summary>${cell(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** Text as it is, in a block of code. */
export const codeBlock = (text: string): string => `\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``;
