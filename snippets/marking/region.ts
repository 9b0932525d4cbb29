/** What a page shows of a file: the whole, or one region of it. Pure; used by the site's build and by the snippet runner. */

/**
 * Code as a reader sees it.
 */
export interface ShownCode {
  code: string;
  /** For each line of the code the line of the file it comes from, counted from 1. */
  lines: number[];
}

/** The file cannot be shown: a region is missing, or its comments do not pair. */
export class RegionError extends Error {
  override readonly name = 'RegionError';
  /** Line of the file, counted from 1; nothing when the error is not at one line. */
  readonly line: number | undefined;

  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

interface Region {
  name: string;
  /** Line of the opening comment. */
  start: number;
  /** Line of the closing comment. */
  end: number;
}

interface Marker {
  kind: 'region' | 'endregion';
  name: string;
  line: number;
}

/** A comment of its own on a line: `# region: name` in Python, YAML and bash, `// region: name` in TypeScript. */
const MARKER = /^\s*(?:#|\/\/)\s*(region|endregion):\s*(.*?)\s*$/;

/**
 * Takes from a file what a page shows. Comments that mark regions are left out, blank lines around the rest too, and
 * what a region's lines are indented by in common.
 *
 * @param text the file's text
 * @param name the region; the whole file when not given
 * @throws RegionError when there is no such region, or any comment of a region has no counterpart
 */
export function shownCode(text: string, name?: string): ShownCode {
  const all = text.split('\n');
  const markers = all.flatMap((line, index): Marker[] => readMarker(line, index + 1));
  const regions = pair(markers);
  const { start, end } = name === undefined ? { start: 0, end: all.length + 1 } : find(regions, name);
  const marked = new Set(markers.map(({ line }) => line));
  const kept = all
    .map((line, index) => ({ line: line.trimEnd() === '' ? '' : line, number: index + 1 }))
    .filter(({ number }) => number > start && number < end && !marked.has(number));
  while (kept[0]?.line === '') kept.shift();
  while (kept.at(-1)?.line === '') kept.pop();
  const indent = name === undefined ? 0 : commonIndent(kept.map(({ line }) => line));
  return {
    code: kept.map(({ line }) => line.slice(indent)).join('\n'),
    lines: kept.map(({ number }) => number),
  };
}

function readMarker(text: string, line: number): Marker[] {
  const found = MARKER.exec(text);
  if (found === null) return [];
  const name = found[2] ?? '';
  const kind = found[1] === 'region' ? 'region' : 'endregion';
  if (!/^[\w-]+$/.test(name))
    throw new RegionError(`\`${text.trim()}\` names no region. Write letters, digits, - and _.`, line);
  return [{ kind, name, line }];
}

/** Regions may lie in each other, but each ends after it began, and each name stands once. */
function pair(markers: Marker[]): Region[] {
  const regions: Region[] = [];
  const open = new Map<string, number>();
  for (const { kind, name, line } of markers) {
    const start = open.get(name);
    if (kind === 'region') {
      if (start !== undefined || regions.some((region) => region.name === name))
        throw new RegionError(`The region \`${name}\` begins a second time.`, line);
      open.set(name, line);
    } else {
      if (start === undefined) throw new RegionError(`The region \`${name}\` ends but never begins.`, line);
      regions.push({ name, start, end: line });
      open.delete(name);
    }
  }
  for (const [name, line] of open) throw new RegionError(`The region \`${name}\` never ends.`, line);
  return regions;
}

function find(regions: Region[], name: string): Region {
  const found = regions.find((region) => region.name === name);
  if (found) return found;
  const names = regions.map((region) => region.name).join(', ');
  throw new RegionError(
    `There is no region \`${name}\`. ${names ? `There are: ${names}.` : 'There is none.'}`,
  );
}

function commonIndent(lines: string[]): number {
  const indents = lines.filter((line) => line !== '').map((line) => line.length - line.trimStart().length);
  return indents.length === 0 ? 0 : Math.min(...indents);
}
