/** The code of a block that shows a file of `examples/`. Pure; used by the site's build and by the snippet runner. */
import path from 'node:path';
import type { Meta } from './meta.ts';
import { RegionError, type ShownCode, shownCode } from './region.ts';

/** Reads a file of the project by its path from the root; nothing when there is none. */
export type ReadProjectFile = (path: string) => string | undefined;

export type Example = ({ ok: true } & ShownCode) | { ok: false; message: string };

/** Folder of the programs that pages show. */
const EXAMPLES = 'examples/';

/**
 * Fills a block that names a file.
 *
 * @param meta the block's meta, with `file`
 * @param own what the block itself holds; must be empty
 * @returns what readers see, or a message for the author of the page
 */
export function readExample(
  { file, region }: Meta & { file: string },
  own: string,
  read: ReadProjectFile,
): Example {
  if (path.posix.normalize(file) !== file || !file.startsWith(EXAMPLES))
    return refused(`\`file="${file}"\` must be a path below \`${EXAMPLES}\`.`);
  if (own !== '') return refused(`A block with \`file="${file}"\` must be empty: it shows the file.`);
  const text = read(file);
  if (text === undefined) return refused(`\`${file}\` does not exist.`);
  try {
    return { ok: true, ...shownCode(text, region) };
  } catch (error) {
    if (!(error instanceof RegionError)) throw error;
    const place = error.line === undefined ? file : `${file}:${error.line}`;
    return refused(`${place}: ${error.message}`);
  }
}

function refused(message: string): Example {
  return { ok: false, message };
}
