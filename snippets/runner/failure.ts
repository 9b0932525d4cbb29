/** Says where and why a block failed, in terms of the page. Pure. */
import path from 'node:path';
import type { Attempt, Job } from './attempt.ts';
import { locate, type WrittenCode } from './locate.ts';
import type { Transcript } from './transcript.ts';

export interface Failure {
  /** Line of the page. */
  line: number;
  message: string;
  /** The end of what was printed. */
  detail: string;
}

/** How many lines of each stream stand in a failure. */
const TAIL_LINES = 30;

/**
 * @param printed what the block printed, paths already shortened to names
 * @param files what the page wrote before this block
 */
export function describeFailure(
  job: Job,
  attempt: Attempt,
  printed: Transcript,
  files: WrittenCode[],
): Failure {
  const { line, note } = findPlace(job, attempt, printed, files);
  return { line, message: `${reason(job, attempt, printed)}${note}`, detail: tail(printed) };
}

/** A failure inside a file that the page wrote counts there, not at the command that ran the file. */
function findPlace({ block }: Job, attempt: Attempt, printed: Transcript, files: WrittenCode[]) {
  const length = block.code.split('\n').length;
  const { file, region } = block.meta;
  const self: WrittenCode =
    file === undefined || region !== undefined
      ? { name: block.page, fence: block.line, length, counts: 'page' }
      : { name: path.basename(file), fence: block.line, length, counts: 'shown-file' };
  const found = locate(printed.stderr, [...files, self]);
  if (found && found.name !== block.page) {
    const command = found.pageLine === block.line ? '' : `, run by the block at line ${block.line}`;
    return { line: found.pageLine, note: ` (${found.name} line ${found.namedLine}${command})` };
  }
  const line = attempt.line ?? found?.pageLine ?? block.line;
  if (region === undefined) return { line, note: '' };
  // The code runs as if it stood on the page, but the reader finds it in the file.
  const fileLine = block.fileLines?.[line - block.line - 1];
  return { line: block.line, note: fileLine === undefined ? '' : ` (${file} line ${fileLine})` };
}

function reason({ language, limit }: Job, { ending }: Attempt, { stderr }: Transcript): string {
  switch (ending.kind) {
    case 'done':
      return stderr.trimEnd().split('\n').at(-1) || `The ${language} block failed.`;
    case 'exited':
      return ending.status === 'exit status 0'
        ? 'The block ended the reader’s shell with `exit`.'
        : `The block ended with ${ending.status}.`;
    case 'timeout':
      return `The block took longer than ${limit.timeoutMs / 1000} s and was stopped. Give it more time with \`timeout=…\`.`;
    case 'aborted':
      return 'The run was interrupted.';
  }
}

/** Standard error last, since it says why. */
function tail({ stdout, stderr }: Transcript): string {
  return [stdout, stderr]
    .map((text) => text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n'))
    .filter(Boolean)
    .join('\n');
}
