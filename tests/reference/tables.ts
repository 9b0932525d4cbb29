/** Reads the tables of a guide page, so that tests check the numbers that readers see. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../machine/paths.js';

/** Cells of one row, as Markdown. */
export type Row = readonly string[];

/** All rows of all tables of a page, without heads and separators. */
export async function tableRows(page: string): Promise<Row[]> {
  const lines = (await readFile(path.join(ROOT, page), 'utf8')).split('\n');
  return lines
    .filter((line, index) => line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1] ?? ''))
    .map((line) =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split('|')
        .map((cell) => cell.trim()),
    );
}

function isRule(line: string): boolean {
  return /^\|[\s|:-]+\|$/.test(line);
}
