/** Makes the script that fits every page to the reader's settings, and the files that it loads on demand. */
import { bundle } from '../bundle/bundle.ts';
import { digestOf } from '../bundle/digest.ts';

export interface SettingsScript {
  /** Stands inline in the head of every page: code is filled in before it is painted. */
  text: string;
  /** Loaded on demand: where they are published, from the top of the site, and what they hold. */
  files: readonly SettingsFile[];
}

interface SettingsFile {
  path: string;
  text: string;
}

/** @param root folder of the project */
export async function buildSettings(root: string): Promise<SettingsScript> {
  const [panel, check] = await Promise.all([
    onDemand(root, 'settings', 'src/lib/settings/panel.ts'),
    onDemand(root, 'check', 'src/lib/connection/view.ts'),
  ]);
  const text = await bundle({
    root,
    input: 'src/lib/settings/main.ts',
    format: 'iife',
    define: { SETTINGS_FILE: JSON.stringify(panel.path), CHECK_FILE: JSON.stringify(check.path) },
  });
  return { text, files: [panel, check] };
}

async function onDemand(root: string, name: string, input: string): Promise<SettingsFile> {
  const text = await bundle({ root, input, format: 'esm' });
  return { path: `/assets/settings/${name}.${digestOf(text).hash}.js`, text };
}
