/** One page's session: its directory, its shell and its interpreter, carried from block to block as a reader's would be. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunnableLanguage } from '../marking/languages.ts';
import { attempt, type Job, moduleName, type Workplace } from './attempt.ts';
import type { Block } from './extract.ts';
import { describeFailure, type Failure } from './failure.ts';
import type { WrittenCode } from './locate.ts';
import { openPython } from './python.ts';
import { openShell } from './shell.ts';
import { toStack } from './target.ts';
import { readTranscript, shortenPaths, type Transcript } from './transcript.ts';

export interface SessionOptions extends Omit<Workplace, 'shell' | 'python'> {
  /** Ends whatever runs. */
  signal: AbortSignal;
}

/** What one block did. The key is masked in every text. */
export interface BlockRun {
  printed: Transcript;
  /** Set when the block failed. */
  failure?: Failure;
}

export interface Session {
  run: (block: Block, language: RunnableLanguage) => Promise<BlockRun>;
  /** Writes a block to a file of the reader's directory, or of the reader's home for `~/…`. */
  write: (block: Block, file: string) => Promise<void>;
  /** Ends every process of the page. */
  close: () => Promise<void>;
}

/** Time that a block gets when its meta says nothing, in seconds. */
const DEFAULT_TIMEOUT_SECONDS = 120;

/** Opens the session of a page. Its processes start with the first block that needs them. */
export function openSession({ signal, ...options }: SessionOptions): Session {
  const { sandbox } = options;
  const place: Workplace = { ...options, shell: openShell(sandbox), python: openPython(sandbox, 'python') };
  const files = new Map<string, WrittenCode>();
  let blocks = 0;
  return {
    run: async (block, language) => {
      blocks += 1;
      const folder = path.join(sandbox.blocks, String(blocks));
      await mkdir(folder);
      const timeoutMs = (block.meta.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
      return runJob({ block, language, folder, limit: { timeoutMs, signal } }, place, files);
    },
    write: async (block, file) => {
      files.set(file, writtenFile(block, file));
      await writeBlock(block, file, place);
    },
    close: async () => {
      await Promise.all([place.python.close(), place.shell.close()]);
    },
  };
}

async function runJob(job: Job, place: Workplace, files: Map<string, WrittenCode>): Promise<BlockRun> {
  const attempted = await attempt(job, place);
  const printed = await readTranscript(job.folder, place.target);
  if (attempted.ok) return { printed };
  const names = readerNames(job, place);
  const shown = { stdout: shortenPaths(printed.stdout, names), stderr: shortenPaths(printed.stderr, names) };
  return { printed, failure: describeFailure(job, attempted, shown, [...files.values()]) };
}

async function writeBlock(block: Block, file: string, { sandbox, shell, target }: Workplace): Promise<void> {
  const base = file.startsWith('~/') ? sandbox.home : shell.state().cwd;
  const absolute = path.join(base, file.replace(/^~\//, ''));
  await mkdir(path.dirname(absolute), { recursive: true });
  await writeFile(absolute, `${toStack(block.code, target)}\n`);
}

function writtenFile({ line, code, meta }: Block, name: string): WrittenCode {
  const counts = meta.file === undefined ? 'block' : 'shown-file';
  return { name, fence: line, length: code.split('\n').length, counts };
}

/** Paths of this machine, and what the reader knows them as. */
function readerNames({ block, folder }: Job, { sandbox, shell }: Workplace): [string, string][] {
  const { cwd } = shell.state();
  return [
    [path.join(cwd, moduleName(block)), block.page],
    [`${folder}/`, ''],
    [`${cwd}/`, ''],
    [`${sandbox.work}/`, ''],
    [`${sandbox.examples}/`, 'examples/'],
    [sandbox.work, '.'],
    [sandbox.home, '~'],
  ];
}
