/** The README.md of a folder of Terraform: what it is for, what it takes, what it gives, what it makes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Block, readBlocks, unquote } from './blocks.ts';

const NOTE = '<!-- Written by `npm run infra:readmes` from the .tf files of this folder. Change those. -->';

/**
 * Writes the text of a README.
 *
 * @param folder module or root
 * @returns the text
 * @throws SyntaxError when a variable or an output says nothing of itself
 */
export function readmeOf(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.tf'));
  const texts = new Map(files.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const blocks = [...texts.values()].flatMap(readBlocks);
  const of = (kind: string) =>
    blocks.filter((block) => block.kind === kind).sort((a, b) => compare(a.labels.join(), b.labels.join()));
  const parts = [
    `# ${path.basename(folder)}`,
    NOTE,
    purposeOf(texts.get('main.tf') ?? ''),
    '## Inputs',
    table(['Name', 'Description', 'Type', 'Default'], of('variable').map(inputRow)),
    '## Outputs',
    table(
      ['Name', 'Description'],
      of('output').map((block) => [code(block.labels[0] ?? ''), description(block)]),
    ),
  ];
  const made = of('resource').map(({ labels }) => `- ${code(labels.join('.'))}`);
  return `${[...parts, ...(made.length > 0 ? ['## Resources', made.join('\n')] : [])].join('\n\n')}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

/** The comment that a main.tf begins with. */
function purposeOf(main: string): string {
  const [comment = ''] = /^(#.*\n)+/.exec(main) ?? [];
  return comment.replace(/^# ?/gm, '').trim();
}

function inputRow(block: Block): string[] {
  const fallback = block.attributes.get('default');
  return [
    code(block.labels[0] ?? ''),
    description(block),
    code(block.attributes.get('type') ?? 'any'),
    fallback === undefined ? 'required' : code(fallback),
  ];
}

function description(block: Block): string {
  const text = block.attributes.get('description');
  if (text === undefined) throw new SyntaxError(`${block.kind} "${block.labels.join()}" has no description.`);
  return cell(unquote(text));
}

const cell = (text: string) => text.replaceAll('|', '\\|');

/** Code on one line. */
const code = (text: string) => `\`${cell(text.replace(/\s*\n\s*/g, ' ').replace(/ {2,}/g, ' '))}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return 'None.';
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
