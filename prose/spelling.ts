/** Spelling: cspell with American English, its dictionaries of the field, and our own list of words. */
import { lint } from 'cspell';

const CONFIG = 'prose/cspell.yaml';

/**
 * Checks the spelling of files.
 *
 * @param files their paths from the project’s root
 * @returns a line for each unknown word, with what it could have been
 */
export async function checkSpelling(files: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const failures: string[] = [];
  const result = await lint(
    [...files],
    { config: CONFIG, progress: false, showSuggestions: true, cache: false },
    {
      issue: ({ uri = '', row, col, text, suggestions = [] }) => {
        const hint = suggestions.slice(0, 3).join(', ');
        const file = decodeURIComponent(new URL(uri).pathname).slice(process.cwd().length + 1);
        lines.push(`${file}:${row}:${col}  “${text}” is in no dictionary${hint && `: ${hint}?`} (spelling)`);
      },
      error: (message, error) => failures.push(`${message}: ${error}`),
    },
  );
  if (failures.length > 0 || result.errors > 0) throw new Error(`cspell failed. ${failures.join('\n')}`);
  if (result.files !== files.length)
    throw new Error(`cspell checked ${result.files} of ${files.length} files: look at ${CONFIG}.`);
  return lines;
}
