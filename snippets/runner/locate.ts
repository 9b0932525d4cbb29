/** Turns what a failing block printed into lines of the page. Pure. */

/** Something that the runner wrote to disk and that error messages name. */
export interface WrittenCode {
  /** The name that messages show: the page's path, or the file's path as the reader knows it. */
  name: string;
  /** Line of the page that holds the opening fence. */
  fence: number;
  /** Number of lines of the code. */
  length: number;
  /**
   * What line numbers in messages count: lines of the page (padded code), of a file that stands in the page, or of a
   * file that the page only shows.
   */
  counts: 'page' | 'block' | 'shown-file';
}

export interface Location {
  name: string;
  /** Line as the message has it. */
  namedLine: number;
  /** Line of the page. */
  pageLine: number;
}

/**
 * Finds the place that an error message speaks of: in Python's tracebacks the last one that is ours, in
 * everything else the first (Node prints the innermost frame first, bash its own complaint).
 *
 * @param output what was printed to standard error, paths already shortened to names
 * @param written the code that messages may name
 */
export function locate(output: string, written: WrittenCode[]): Location | undefined {
  const found = written.flatMap((code) => mentions(output, code)).sort((a, b) => a.at - b.at);
  const python = found.filter(({ style }) => style === 'python');
  return (python.at(-1) ?? found[0])?.location;
}

interface Mention {
  at: number;
  style: 'python' | 'other';
  location: Location;
}

function mentions(output: string, code: WrittenCode): Mention[] {
  const name = code.name.replace(/[^\w-]/g, '\\$&');
  const python = new RegExp(`File "(?:\\./)?${name}", line (\\d+)`, 'g');
  const other = new RegExp(`(?<![\\w/"-])(?:\\./)?${name}: ?(?:line )?(\\d+)`, 'g');
  const all = (pattern: RegExp, style: Mention['style']) =>
    [...output.matchAll(pattern)].map((match) => ({ at: match.index, style, namedLine: Number(match[1]) }));
  return [...all(python, 'python'), ...all(other, 'other')].flatMap(({ at, style, namedLine }) => {
    const codeLine = code.counts === 'page' ? namedLine - code.fence : namedLine;
    if (codeLine < 1 || codeLine > code.length) return [];
    const pageLine = code.counts === 'shown-file' ? code.fence : code.fence + codeLine;
    return [{ at, style, location: { name: code.name, namedLine, pageLine } }];
  });
}
