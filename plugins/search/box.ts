/** Makes the search box: what `src/first/` loads when a reader opens the search. */
import { bundle } from '../bundle/bundle.ts';
import { digestOf } from '../bundle/digest.ts';
import type { PublishedFile } from '../bundle/publish.ts';

/** What to build; it's sent to a thread, so it's plain data. */
export interface Wanted {
  /** Folder of the project. */
  root: string;
  /** As in NODE_ENV. */
  mode: string;
}

export async function buildSearchBox({ root, mode }: Wanted): Promise<PublishedFile> {
  const define = { 'process.env.NODE_ENV': JSON.stringify(mode) };
  const text = await bundle({ root, input: 'src/lib/search/box/mount.ts', format: 'esm', define });
  return { path: `/assets/search/box.${digestOf(text).hash}.js`, text };
}
