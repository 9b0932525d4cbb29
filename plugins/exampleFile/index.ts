/**
 * Remark plugin: a fenced block with `file="examples/…"` in its meta shows that file, so that a page and the
 * program that runs in CI cannot differ.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

const FILE_META = /(?:^|\s)file="([^"]+)"/;

/**
 * @param options.root folder that the paths in `file="…"` start from.
 * @throws Error naming page and line when the file is missing, or the block has text of its own.
 */
export function exampleFile({ root }: { root: string }) {
  return (tree: Root, page: VFile): void => {
    visit(tree, 'code', (block) => {
      const file = FILE_META.exec(block.meta ?? '')?.[1];
      if (file === undefined) return;
      const place = `${page.path}:${block.position?.start.line ?? 0}`;
      if (block.value !== '')
        throw new Error(`${place}: a block with file="${file}" must be empty; it shows the file.`);
      block.value = readExample(path.join(root, file), place).trimEnd();
    });
  };
}

function readExample(file: string, place: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`${place}: cannot read ${file}. Check the path in file="…".`, { cause: error });
  }
}
