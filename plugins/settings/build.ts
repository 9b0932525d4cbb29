/** Makes the script that fits every page to the reader's settings, and the files that it loads on demand. */
import { bundle } from '../bundle/bundle.ts';
import { digestOf } from '../bundle/digest.ts';

export interface SettingsScript {
  /** Every page loads it before it shows code. */
  script: SettingsFile;
  /** Loaded on demand. */
  files: readonly SettingsFile[];
}

/** Where a file is published, from the top of the site, and what it holds. */
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
  return { script: fileOf('first', text), files: [panel, check] };
}

async function onDemand(root: string, name: string, input: string): Promise<SettingsFile> {
  return fileOf(name, await bundle({ root, input, format: 'esm' }));
}

function fileOf(name: string, text: string): SettingsFile {
  return { path: `/assets/settings/${name}.${digestOf(text).hash}.js`, text };
}
