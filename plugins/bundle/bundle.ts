/** Makes one small file of browser code that needs no framework. */
import path from 'node:path';
import { build } from 'rolldown';
import { minifySync } from 'rolldown/utils';

/** What to build, and how. It's sent to a thread, so it's plain data. */
export interface Bundle {
  /** Folder of the project. */
  root: string;
  /** Entry, from `root`. */
  input: string;
  format: 'esm' | 'iife';
  /** Identifiers, and the source text that takes their place. */
  define?: Readonly<Record<string, string>>;
  /** Properties that only our own objects have, which get short names in the order given. */
  shortNames?: readonly string[];
}

/** @throws Error as the bundler ended with */
export async function bundle({ root, input, format, define = {}, shortNames = [] }: Bundle): Promise<string> {
  const { output } = await build({
    cwd: path.resolve(root),
    input,
    platform: 'browser',
    // A style sheet that is imported becomes its text.
    moduleTypes: { '.css': 'text' },
    // Files that the site publishes, and the browser loads on demand.
    external: /^\/assets\//,
    transform: { target: ['chrome120', 'firefox125', 'safari17.2'], define },
    output: { format, codeSplitting: false },
    write: false,
    logLevel: 'warn',
  });
  const { code, errors } = minifySync(input, output[0].code, {
    module: format === 'esm',
    compress: true,
    mangle: true,
    ...(shortNames.length > 0 && { mangleProps: propertiesOf(shortNames) }),
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}

/** Files that hand each other such objects must be given the same list. */
function propertiesOf(names: readonly string[]) {
  const cache = Object.fromEntries(names.map((name, at) => [name, String.fromCharCode(65 + at)]));
  return { include: new RegExp(`^(${names.join('|')})$`), quoted: true, cache };
}
