/**
 * Remark plugin: a fenced block with `file="examples/…"` in its meta shows that file, or the region of it that
 * `region="…"` names, so that a page and the program that runs in CI cannot differ.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Code, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { readExample } from '../../snippets/marking/exampleFile.ts';
import { parseMeta } from '../../snippets/marking/meta.ts';

/**
 * @param options.root folder that the paths in `file="…"` start from.
 * @throws Error naming page and line when a block's meta cannot be read, the file or the region is missing, or the
 *   block has text of its own.
 */
export function exampleFile({ root }: { root: string }) {
  return (tree: Root, page: VFile): void => {
    visit(tree, 'code', (block) => {
      const result = fill(block, (file) => readIfThere(path.join(root, file)));
      if (result !== undefined) throw new Error(`${page.path}:${block.position?.start.line ?? 0}: ${result}`);
    });
  };
}

/** Puts the file into the block. Returns what is wrong. */
function fill(block: Code, read: (file: string) => string | undefined): string | undefined {
  const parsed = parseMeta(block.meta);
  if (!parsed.ok) return parsed.message;
  const { file } = parsed.meta;
  if (file === undefined) return undefined;
  const example = readExample({ ...parsed.meta, file }, block.value, read);
  if (!example.ok) return example.message;
  block.value = example.code;
  return undefined;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
