/** Compares what a page says a block prints with what it really printed. Pure. */
import { stripVTControlCharacters } from 'node:util';

/** The wildcard: inside a line it stands for any text, alone on a line for any number of lines. */
export const WILDCARD = '…';

/** How far into an output the comparison looks, in lines. */
const MAX_LINES = 2000;

/**
 * Compares text line by line. White space at the ends of lines and blank lines around the whole do not count.
 *
 * @param expected the output block of the page
 * @param actual what was printed, already in the page's words (documented origin, placeholder key)
 * @returns nothing when they agree, otherwise a diff: `-` only on the page, `+` only printed
 */
export function compareText(expected: string, actual: string): string | undefined {
  const wanted = lines(expected);
  const printed = lines(stripVTControlCharacters(actual)).slice(0, MAX_LINES);
  const costs = alignmentCosts(wanted, printed);
  return costs[0]?.[0] === 0 ? undefined : diff(wanted, printed, costs);
}

/** Whether a printed line is what the page says, its wildcards taken into account. */
export function lineMatches(wanted: string, printed: string): boolean {
  const parts = wanted.split(WILDCARD);
  const first = parts.shift() ?? '';
  const last = parts.pop();
  if (last === undefined) return wanted === printed;
  if (!printed.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = printed.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return printed.length - last.length >= from && printed.endsWith(last);
}

function lines(text: string): string[] {
  const all = text.split('\n');
  const isBlank = (line: string | undefined) => line?.trim() === '';
  while (isBlank(all[0])) all.shift();
  while (isBlank(all.at(-1))) all.pop();
  return all;
}

/** `costs[i][j]`: how many lines differ at least between the page from line i on and the output from line j on. */
function alignmentCosts(wanted: string[], printed: string[]): number[][] {
  const costs = Array.from({ length: wanted.length + 1 }, () =>
    new Array<number>(printed.length + 1).fill(0),
  );
  for (let i = wanted.length; i >= 0; i--) {
    for (let j = printed.length; j >= 0; j--) {
      if (i === wanted.length && j === printed.length) continue;
      const best = moves(wanted[i], printed[j]).map(
        ({ down, right, cost }) => at(costs, i + down, j + right) + cost,
      );
      const row = costs[i];
      if (row) row[j] = Math.min(...best);
    }
  }
  return costs;
}

/** Space at the end of a line counts only where a wildcard can stand for it. */
function sameLine(wanted: string, printed: string): boolean {
  const end = wanted.trimEnd();
  return lineMatches(end, printed.trimEnd()) || lineMatches(end, printed);
}

interface Move {
  down: 0 | 1;
  right: 0 | 1;
  cost: 0 | 1;
}

/** The ways to go on from a pair of lines; either is missing at the end of its text. */
function moves(wanted: string | undefined, printed: string | undefined): Move[] {
  const anyLines = wanted?.trim() === WILDCARD;
  const found: Move[] = [];
  if (wanted !== undefined && printed !== undefined && !anyLines && sameLine(wanted, printed)) {
    found.push({ down: 1, right: 1, cost: 0 });
  }
  if (wanted !== undefined) found.push({ down: 1, right: 0, cost: anyLines ? 0 : 1 });
  if (printed !== undefined) found.push({ down: 0, right: 1, cost: anyLines ? 0 : 1 });
  return found;
}

function diff(wanted: string[], printed: string[], costs: number[][]): string {
  const shown: string[] = [];
  let i = 0;
  let j = 0;
  while (i < wanted.length || j < printed.length) {
    const move = moves(wanted[i], printed[j]).find(
      ({ down, right, cost }) => at(costs, i + down, j + right) + cost === at(costs, i, j),
    );
    if (!move) break;
    if (move.down && move.right) shown.push(`  ${printed[j]}`);
    else if (move.down) shown.push(`${move.cost ? '-' : ' '} ${wanted[i]}`);
    else if (move.cost) shown.push(`+ ${printed[j]}`);
    i += move.down;
    j += move.right;
  }
  return shown.join('\n');
}

function at(costs: number[][], i: number, j: number): number {
  return costs[i]?.[j] ?? Number.POSITIVE_INFINITY;
}
