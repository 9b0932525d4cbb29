/** Makes the two files of the status element: the element with its store, and the part that loads on demand. */
import { bundle } from '../bundle/bundle.ts';
import { digestOf } from '../bundle/digest.ts';
import { type ElementFile, type StatusElement, VERSIONED_FOLDER } from './files.ts';

/**
 * Builds both. The element knows the address of its panel, so the two always fit together.
 *
 * @param root folder of the project
 */
export async function buildStatusElement(root: string): Promise<StatusElement> {
  const panel = fileOf('panel', await built(root, 'status/panel/mount.ts', 'esm'));
  const known = { STATUS_PANEL: JSON.stringify(panel.path) };
  return { panel, element: fileOf('element', await built(root, 'status/element.ts', 'iife', known)) };
}

/**
 * Properties that only our own objects have, and the names that they get in both files, which hand such objects to each
 * other. It takes 3 % off the element.
 */
const OWN_PROPERTIES = [
  ...['age', 'busy', 'checkedAt', 'freshUntil', 'getSnapshot', 'isVisible', 'kind', 'label', 'last'],
  ...['misses', 'onWake', 'outcome', 'receivedAt', 'refresh', 'report', 'reportUrl', 'setTimer'],
  ...['sign', 'siteUrl', 'spoken', 'stale', 'store', 'subscribe', 'url', 'wait', 'wall'],
];
function built(
  root: string,
  input: string,
  format: 'esm' | 'iife',
  define: Readonly<Record<string, string>> = {},
): Promise<string> {
  return bundle({ root, input, format, define, shortNames: OWN_PROPERTIES });
}

function fileOf(name: string, text: string): ElementFile {
  const { hash, integrity } = digestOf(text);
  return { path: `${VERSIONED_FOLDER}/${name}.${hash}.js`, text, integrity };
}
