/** Makes the two files of the search box: the watcher that is in every page, and what it loads when the search is opened. */
import { bundle } from '../bundle/bundle.ts';
import { digestOf } from '../bundle/digest.ts';

/** A file as the site publishes it. */
interface BoxFile {
  /** From the top of the site. */
  path: string;
  text: string;
}

export interface SearchBoxFiles {
  watcher: BoxFile;
  box: BoxFile;
}

/** What to build; it's sent to a thread, so it's plain data. */
export interface Wanted {
  /** Folder of the project. */
  root: string;
  /** As in NODE_ENV. */
  mode: string;
}

export async function buildSearchBox({ root, mode }: Wanted): Promise<SearchBoxFiles> {
  const define = { 'process.env.NODE_ENV': JSON.stringify(mode) };
  const [watcher, box] = await Promise.all([
    bundle({ root, input: 'src/lib/search/box/start.ts', format: 'iife' }),
    bundle({ root, input: 'src/lib/search/box/mount.ts', format: 'esm', define }),
  ]);
  return { watcher: fileOf('watch', watcher), box: fileOf('box', box) };
}

function fileOf(name: string, text: string): BoxFile {
  return { path: `/assets/search/${name}.${digestOf(text).hash}.js`, text };
}
