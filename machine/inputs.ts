/** The files that something was made from, and one fingerprint of them: whether it's still current can be told later. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from './paths.js';

/** Never an input: tests, and what Python leaves behind where a program ran. */
const NEVER = /\.test\.tsx?$|(^|\/)__pycache__\//;

/**
 * The files below some files and folders; those that don't exist have none.
 *
 * @param places paths from the project's root
 * @returns paths from the project's root, sorted within each place
 */
export async function inputFiles(places: readonly string[]): Promise<string[]> {
  return (await Promise.all(places.map(filesBelow))).flat();
}

/** One hash over names and contents. */
export async function fingerprint(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(path.join(ROOT, file)));
  return hash.digest('hex');
}

async function filesBelow(place: string): Promise<string[]> {
  const start = path.join(ROOT, place);
  if (!existsSync(start)) return [];
  if (!statSync(start).isDirectory()) return [place];
  const entries = await readdir(start, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .filter((file) => !NEVER.test(file))
    .sort();
}
