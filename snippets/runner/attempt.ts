/** Runs the code of one block in the page's session, each language in its own way. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunnableLanguage } from '../marking/languages.ts';
import type { Block } from './extract.ts';
import type { Python } from './python.ts';
import { copyExample, type Sandbox } from './sandbox.ts';
import type { Shell } from './shell.ts';
import { type Target, toStack } from './target.ts';
import type { Ending, Limit } from './worker.ts';

/** One block to run. */
export interface Job {
  block: Block;
  language: RunnableLanguage;
  /** Folder of the block, for what the runner writes and what the block prints. */
  folder: string;
  limit: Limit;
}

/** Where jobs run. */
export interface Workplace {
  sandbox: Sandbox;
  target: Target;
  /** The project's root, where `examples/` is. */
  projectRoot: string;
  shell: Shell;
  python: Python;
}

export interface Attempt {
  ending: Ending;
  /** Whether the block ran to its end without an error. */
  ok: boolean;
  /** Line of the page that failed, when the session could say it. */
  line?: number;
}

/** Runs a block. Never throws for what the block does wrong: that is in the answer. */
export async function attempt(job: Job, place: Workplace): Promise<Attempt> {
  const { block, language, folder, limit } = job;
  const { file, region } = block.meta;
  if (file !== undefined && region === undefined) return runExample(job, file, place);
  switch (language) {
    case 'python': {
      const code = toStack(block.code, place.target);
      return place.python.run(
        folder,
        { page: block.page, line: block.line, code },
        place.shell.state(),
        limit,
      );
    }
    case 'bash':
      return runShellBlock(job, place);
    case 'ts':
      return runModule(job, place);
  }
}

/** Name of the file that holds a TypeScript block while it runs. */
export function moduleName(block: Block): string {
  return `.block-at-line-${block.line}.mts`;
}

/** Runs code in the page's shell under the page's name, so that bash speaks of the page's lines. */
async function runShellBlock(job: Job, place: Workplace): Promise<Attempt> {
  const script = path.join(job.folder, job.block.page);
  await mkdir(path.dirname(script), { recursive: true });
  await writeFile(script, padded(job.block, place.target));
  const ended = await place.shell.run(job.folder, script, job.limit);
  return { ...ended, ok: ended.ending.kind === 'done' };
}

/** A TypeScript block is a module of its own beside the reader's files, so that it can import them. */
async function runModule(job: Job, place: Workplace): Promise<Attempt> {
  const name = moduleName(job.block);
  await writeFile(path.join(place.shell.state().cwd, name), padded(job.block, place.target));
  return runCommand(job, `node ./${name}`, place);
}

/** Runs a program of `examples/` from a copy of its folder, with the npm packages that the folder asks for. */
async function runExample(job: Job, file: string, place: Workplace): Promise<Attempt> {
  const example = path.dirname(file);
  const copy = path.join(place.sandbox.examples, path.relative('examples', example));
  await copyExample(path.join(place.projectRoot, example), copy, place.target);
  const program = { python: 'python', bash: 'bash', ts: 'node' }[job.language];
  const install = existsSync(path.join(copy, 'package.json')) ? 'npm install --silent && ' : '';
  const command = `(cd ${quote(copy)} && ${install}${program} ./${quote(path.basename(file))})`;
  return runCommand(job, command, place);
}

/** Runs a command of the runner's own in the page's shell. */
async function runCommand({ folder, limit }: Job, command: string, { shell }: Workplace): Promise<Attempt> {
  const script = path.join(folder, 'command.sh');
  await writeFile(script, `${command}\n`);
  const { ending } = await shell.run(folder, script, limit);
  return { ending, ok: ending.kind === 'done' };
}

/** Blank lines in front make the line numbers of the code those of its page. */
function padded(block: Block, target: Target): string {
  return `${'\n'.repeat(block.line)}${toStack(block.code, target)}\n`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
