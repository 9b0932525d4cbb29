/** Clients in TypeScript that generators make of `openapi/mlflow.yaml`: made, checked by the compiler, and run. */
import { copyFile, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { build } from 'rolldown';
import { ROOT } from '../../machine/paths.js';
import { DOCUMENT } from '../../openapi/generate/files.ts';

const BIN = path.join(ROOT, 'node_modules/.bin');
const COMPILER = path.join(ROOT, 'node_modules/@typescript/native/bin/tsc');

/** A generator with the program in `programs/` that calls what it made. */
export interface Generator {
  name: string;
  program: string;
  /** Its command line. */
  command: readonly [string, ...string[]];
  /** What it prints when nothing is wrong; the time that it took stands in brackets or after a dot. */
  quiet: RegExp;
}

export const GENERATORS: readonly Generator[] = [
  {
    name: 'openapi-typescript',
    program: 'openapiFetch',
    command: [
      path.join(BIN, 'openapi-typescript'),
      // A field with a default may be left out of a request.
      ...[DOCUMENT, '--default-non-nullable=false', '--output', 'registry.ts'],
    ],
    quiet: /^✨ openapi-typescript [\d.]+\n🚀 \S+ → registry\.ts \[[\d.]+m?s\]$/,
  },
  {
    name: '@hey-api/openapi-ts',
    program: 'heyApi',
    command: [
      path.join(BIN, 'openapi-ts'),
      ...['--input', DOCUMENT, '--output', 'registry', '--client', '@hey-api/client-fetch', '--no-log-file'],
    ],
    quiet:
      /^@hey-api\/openapi-ts v[\d.]+\n\n\[Job 1\] ~ Generating\.\.\.\n\[Job 1\] {3}\[1\] \S+\n\[Job 1\] ✓ \S+ · 4 files · [\d.]+m?s$/,
  },
];

/** Makes the client in a folder of its own, beside the program; gives what the generator printed. */
export async function generate({ command, program }: Generator, folder: string): Promise<string> {
  await mkdir(folder);
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await copyFile(
    path.join(import.meta.dirname, 'programs', `${program}.ts`),
    path.join(folder, 'program.ts'),
  );
  const [file, ...args] = command;
  const { all } = await execa(file, args, { all: true, cwd: folder });
  return stripVTControlCharacters(all).trim();
}

/** What the compiler says of program and client; empty when it's content. */
export async function compilerSays(folder: string): Promise<string> {
  const flags = ['--noEmit', '--strict', '--noUncheckedIndexedAccess', '--skipLibCheck'];
  const language = ['--target', 'es2023', '--lib', 'ES2024,DOM,DOM.Iterable', '--types', 'node'];
  const modules = ['--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions'];
  const { all } = await execa('node', [COMPILER, ...flags, ...language, ...modules, 'program.ts'], {
    all: true,
    cwd: folder,
    reject: false,
  });
  return all.trim();
}

/** Runs the program as one file, as a bundler would ship it; gives what it printed. */
export async function run(folder: string, args: readonly string[], key: string): Promise<unknown> {
  const file = path.join(folder, 'program.mjs');
  await build({ cwd: folder, input: 'program.ts', platform: 'node', output: { file, codeSplitting: false } });
  const { stdout } = await execa('node', [file, ...args], { env: { MLFLOW_TRACKING_TOKEN: key } });
  return JSON.parse(stdout);
}
