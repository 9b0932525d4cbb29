/** Reads the files that are searched: the sources as git knows them, and the built site. */
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface TextFile {
  /** Path from the project's root. */
  file: string;
  text: string;
}

const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Holds addresses of packages and nothing that anybody reads or runs. */
const GENERATED = new Set(['package-lock.json']);

const BUILD = 'build';
const BUILT_TEXT = /\.(?:html|js|json|md|svg|txt|xml|yaml)$/;

/** Every text file that is tracked by git or about to be. */
export async function sourceFiles(): Promise<TextFile[]> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: PROJECT_ROOT, maxBuffer: 64 * 2 ** 20 });
  return readTexts(stdout.split('\0').filter((file) => file !== '' && !GENERATED.has(file)));
}

/** Every text file of the built site; none when it is not built. */
export async function builtFiles(): Promise<TextFile[]> {
  const entries = await readdir(path.join(PROJECT_ROOT, BUILD), { recursive: true }).catch(() => []);
  return readTexts(
    entries.filter((name) => BUILT_TEXT.test(name)).map((name) => path.posix.join(BUILD, name)),
  );
}

async function readTexts(files: string[]): Promise<TextFile[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(path.join(PROJECT_ROOT, file)).catch(() => undefined); // deleted, not committed yet
      return bytes && !bytes.includes(0) ? [{ file, text: bytes.toString('utf8') }] : [];
    }),
  );
  return read.flat();
}
