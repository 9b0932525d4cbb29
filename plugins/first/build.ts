/** Makes the script of every page, and the files that it loads on demand. */
import { bundle } from '../bundle/bundle.ts';
import { digestOf } from '../bundle/digest.ts';
import type { PublishedFile } from '../bundle/publish.ts';

export interface FirstScript {
  /** Stands inline in the head of every page. */
  text: string;
  /** Loaded by it on demand. */
  files: readonly PublishedFile[];
}

export interface Wanted {
  /** Folder of the project. */
  root: string;
  /** Where Docusaurus keeps the chosen theme. */
  themeKey: string;
}

export async function buildFirstScript({ root, themeKey }: Wanted): Promise<FirstScript> {
  const [filter, settings, check] = await Promise.all([
    fileOf(root, 'filter', 'src/first/filter.ts'),
    fileOf(root, 'settings', 'src/lib/settings/panel.ts'),
    fileOf(root, 'check', 'src/lib/connection/view.ts'),
  ]);
  const text = await bundle({
    root,
    input: 'src/first/main.ts',
    format: 'iife',
    define: {
      THEME_KEY: JSON.stringify(themeKey),
      FILTER_FILE: JSON.stringify(filter.path),
      SETTINGS_FILE: JSON.stringify(settings.path),
      CHECK_FILE: JSON.stringify(check.path),
    },
  });
  return { text, files: [filter, settings, check] };
}

async function fileOf(root: string, name: string, input: string): Promise<PublishedFile> {
  const text = await bundle({ root, input, format: 'esm' });
  return { path: `/assets/first/${name}.${digestOf(text).hash}.js`, text };
}
