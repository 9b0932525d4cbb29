/** How programs of this checkout call npm. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * How to call npm so that it survives the removal of `node_modules`: npm puts `node_modules/.bin` first in PATH, where
 * the pinned Node lies that `npm ci` is about to delete.
 *
 * @returns {{ program: string, args: string[], env: NodeJS.ProcessEnv }}
 */
export function npmCommand() {
  const folders = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((entry) => !entry.includes('node_modules'));
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, PATH: folders.join(path.delimiter) };
  delete env.npm_node_execpath;
  delete env.NODE;
  const npm = process.env.npm_execpath;
  if (!npm?.endsWith('.js')) return { program: 'npm', args: [], env };
  const node = folders.map((entry) => path.join(entry, 'node')).find((file) => existsSync(file));
  return { program: node ?? process.execPath, args: [npm], env };
}
