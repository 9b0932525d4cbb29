/** Makes the two files of the status element: the element with its store, and the part that loads on demand. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { build } from 'rolldown';
import { minifySync } from 'rolldown/utils';
import { type ElementFile, type StatusElement, VERSIONED_FOLDER } from './files.ts';

/**
 * Builds both. The element knows the address of its panel, so the two always fit together.
 *
 * @param root folder of the project
 */
export async function buildStatusElement(root: string): Promise<StatusElement> {
  const panel = fileOf('panel', await bundle(root, 'status/panel/mount.ts', 'esm', {}));
  const known = { STATUS_PANEL: JSON.stringify(panel.path) };
  return { panel, element: fileOf('element', await bundle(root, 'status/element.ts', 'iife', known)) };
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
const SHORT_NAMES = Object.fromEntries(
  OWN_PROPERTIES.map((name, at) => [name, String.fromCharCode(65 + at)]),
);

async function bundle(
  root: string,
  input: string,
  format: 'esm' | 'iife',
  define: Record<string, string>,
): Promise<string> {
  const { output } = await build({
    cwd: path.resolve(root),
    input,
    platform: 'browser',
    transform: { target: ['chrome120', 'firefox121', 'safari17.2'], define },
    output: { format, codeSplitting: false },
    write: false,
    logLevel: 'warn',
  });
  const { code, errors } = minifySync(input, output[0].code, {
    module: format === 'esm',
    compress: true,
    mangle: true,
    mangleProps: { include: new RegExp(`^(${OWN_PROPERTIES.join('|')})$`), quoted: true, cache: SHORT_NAMES },
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}

function fileOf(name: string, text: string): ElementFile {
  const digest = createHash('sha256').update(text).digest();
  const hash = digest.toString('hex').slice(0, 8);
  return {
    path: `${VERSIONED_FOLDER}/${name}.${hash}.js`,
    text,
    integrity: `sha256-${digest.toString('base64')}`,
  };
}
