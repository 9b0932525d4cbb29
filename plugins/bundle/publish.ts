/** Publishes files that a plugin has made before the site is built, so that the development server has them too. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext } from '@docusaurus/types';

/** A file as the site publishes it. */
export interface PublishedFile {
  /** From the top of the site. */
  path: string;
  text: string;
}

/**
 * Gives a plugin a static directory of its own.
 *
 * @param name of the directory
 * @returns what fills it; files of an earlier build go
 */
export function staticsOf(
  { siteConfig, generatedFilesDir }: LoadContext,
  name: string,
): (files: readonly PublishedFile[]) => Promise<void> {
  const folder = path.join(generatedFilesDir, name);
  siteConfig.staticDirectories = [...siteConfig.staticDirectories, folder];
  return async (files) => {
    await rm(folder, { recursive: true, force: true });
    // Docusaurus looks for the directory even if nothing is in it.
    await mkdir(folder, { recursive: true });
    for (const file of files) await writeInto(folder, file);
  };
}

/** Writes a file below a folder. */
export async function writeInto(folder: string, { path: where, text }: PublishedFile): Promise<void> {
  const file = path.join(folder, where);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}
