/** Programs of Debian's packages, unpacked below the checkout: nothing is installed on the machine. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { STATE_DIR } from './paths.js';

const run = promisify(execFile);

const FOLDER = path.join(STATE_DIR, 'debian');

/** Longest time for a download. */
const TIMEOUT_MS = 120_000;

export type Found =
  | {
      readonly program: string;
      /** What the package would put into `/usr/share`, when it isn't installed there. */
      readonly share?: string;
    }
  | { readonly missing: string };

/**
 * Finds a program on PATH or in a Debian package, which is downloaded once.
 *
 * @param wanted.names what the program is called, by its makers and by Debian
 * @param wanted.package Debian package that has it
 */
export async function debianProgram(wanted: { names: readonly string[]; package: string }): Promise<Found> {
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((folder) => wanted.names.map((name) => path.join(folder, name)))
    .find((file) => path.isAbsolute(file) && existsSync(file));
  if (onPath !== undefined) return { program: onPath };
  const unpacked = path.join(FOLDER, wanted.package);
  try {
    if (!existsSync(unpacked)) await unpack(wanted.package, unpacked);
  } catch {
    return {
      missing: `${wanted.names[0]} is not on PATH, and Debian's package ${wanted.package} can't be downloaded. Install it, or run apt-get update.`,
    };
  }
  const program = wanted.names
    .map((name) => path.join(unpacked, 'usr/bin', name))
    .find((file) => existsSync(file));
  if (program === undefined) return { missing: `${wanted.package} has no ${wanted.names.join(' or ')}.` };
  const share = path.join(unpacked, 'usr/share');
  return existsSync(share) ? { program, share } : { program };
}

/** Puts files into the place of `/usr/share`, for the program only: Debian's programs find their own by that path. */
const WITH_SHARE = 'mount -t tmpfs tmpfs /usr/share && cp -r "$0/." /usr/share/ && exec "$@"';

/** The command that runs a program that was found, as if its package were installed. */
export function commandOf({
  program,
  share,
}: Exclude<Found, { missing: string }>): readonly [string, ...string[]] {
  if (share === undefined) return [program];
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', WITH_SHARE, share, program];
}

/** Unpacks beside the final place first, so that a half-unpacked package is never found. */
async function unpack(name: string, target: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const folder = await mkdtemp(path.join(FOLDER, 'new-'));
  try {
    await run('apt-get', ['download', '-qq', name], { cwd: folder, timeout: TIMEOUT_MS });
    const [archive = ''] = (await readdir(folder)).filter((file) => file.endsWith('.deb'));
    await run('dpkg-deb', ['-x', archive, 'files'], { cwd: folder, timeout: TIMEOUT_MS });
    await rename(path.join(folder, 'files'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
