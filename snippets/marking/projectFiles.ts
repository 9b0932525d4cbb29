/** Reads the files that blocks show. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReadProjectFile } from './exampleFile.ts';

/** @param root folder that the paths in `file="…"` start from */
export function projectFiles(root: string): ReadProjectFile {
  return (file) => {
    try {
      return readFileSync(path.join(root, file), 'utf8');
    } catch {
      return undefined;
    }
  };
}
