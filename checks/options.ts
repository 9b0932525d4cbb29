/** What `npm test` can be told on its command line. */
import { parseArgs } from 'node:util';
import { CHECKS, type Check } from './table.ts';

export const HELP = `Usage: npm test -- [options] [WORD ...]

Runs everything CI runs, side by side as processors and memory allow; long tests only when what they depend on has
changed. Ends with "N passed, N failed[, N skipped]".
With words, runs only the checks whose names contain one of them.

Options:
  --changed     run only what changes since main can affect, uncommitted ones included
  --base REF    compare with REF instead of main; implies --changed
  --slowest     print the twenty slowest test files and tests at the end
  -h, --help    this text

Checks:
${CHECKS.map(({ name }) => `  ${name}`).join('\n')}

Logs go to .stack/logs/. One test file: npm run test:one -- FILE`;

/** A command line that makes no sense. The message says what is wrong, and what there is. */
export class UsageError extends Error {}

export interface Options {
  help: boolean;
  slowest: boolean;
  /** Revision to compare with, empty for the default one; undefined to run everything. */
  changedSince: string | undefined;
  checks: readonly Check[];
}

/** @throws UsageError */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const { help, slowest, changed, base } = values;
  return { help, slowest, changedSince: base ?? (changed ? '' : undefined), checks: wanted(positionals) };
}

function wanted(words: readonly string[]): readonly Check[] {
  const unknown = words.filter((word) => !CHECKS.some(({ name }) => name.includes(word)));
  if (unknown.length > 0) {
    const names = CHECKS.map(({ name }) => name).join(', ');
    throw new UsageError(`No check is named like ${unknown.join(', ')}. There are: ${names}.`);
  }
  return CHECKS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        changed: { type: 'boolean', default: false },
        base: { type: 'string' },
        slowest: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\nSee npm test -- --help.`);
  }
}
