/** Decides what to do with each block of a page, and what is wrong with the page before anything runs. Pure. */
import path from 'node:path';
import { type DataLanguage, languageKind, type RunnableLanguage } from '../marking/languages.ts';
import { checkBlock, isOutputLanguage, isOutside } from './check.ts';
import type { Problem } from './errors.ts';
import type { Block } from './extract.ts';

/** One thing to do for one block. */
export type Step =
  | { kind: 'run'; block: Block; language: RunnableLanguage; outputs: Block[] }
  | { kind: 'write'; block: Block; path: string }
  | { kind: 'data'; block: Block; format: DataLanguage }
  /** A region of a file that the page runs or writes as a whole: the reader does not paste it a second time. */
  | { kind: 'excerpt'; block: Block }
  /** Nothing to run or check. */
  | { kind: 'show'; block: Block }
  | { kind: 'untested'; block: Block; reason: string };

export interface Plan {
  steps: Step[];
  problems: Problem[];
}

/** A page that is read and planned, ready to run. */
export interface PlannedPage extends Plan {
  /** Path from the project's root. */
  page: string;
}

const FILE_NAMES_WITHOUT_DOT = ['Dockerfile', 'Makefile'];

/**
 * Plans one page.
 *
 * @param blocks the page's blocks in order
 */
export function planPage(blocks: Block[]): Plan {
  const steps: Step[] = [];
  const problems = blocks.flatMap((block) =>
    checkBlock(block).map(({ message, codeLine }) => problemAt(block, message, codeLine)),
  );
  for (const block of blocks) {
    if (block.meta.output && isOutputLanguage(block.language)) {
      const problem = attachOutput(block, steps);
      if (problem) problems.push(problem);
    } else {
      steps.push(isExcerpt(block, blocks) ? { kind: 'excerpt', block } : planBlock(block));
    }
  }
  problems.push(...unusedPrograms(steps));
  return { steps, problems: problems.sort((a, b) => a.line - b.line) };
}

function planBlock(block: Block): Step {
  const { notest, title } = block.meta;
  if (notest !== undefined) return { kind: 'untested', block, reason: notest };
  const kind = languageKind(block.language, false);
  const file = title === undefined ? undefined : fileName(title);
  if (file !== undefined && kind.kind !== 'unknown') return { kind: 'write', block, path: file };
  switch (kind.kind) {
    case 'run':
      return { kind: 'run', block, language: kind.language, outputs: [] };
    case 'data':
      return { kind: 'data', block, format: kind.format };
    case 'show':
    case 'unknown':
      return { kind: 'show', block };
  }
}

/** Whether the page has the whole of the file that the block shows a part of. */
function isExcerpt({ meta }: Block, blocks: Block[]): boolean {
  if (meta.region === undefined || meta.title !== undefined || meta.notest !== undefined) return false;
  return blocks.some(
    (other) =>
      other.meta.file === meta.file && other.meta.region === undefined && other.meta.notest === undefined,
  );
}

/** Gives an output block to the block that prints it: the step right before it. */
function attachOutput(block: Block, steps: Step[]): Problem | undefined {
  const owner = steps.findLast(({ kind }) => kind !== 'show');
  switch (owner?.kind) {
    case 'run':
      owner.outputs.push(block);
      return undefined;
    case 'untested':
      steps.push({ kind: 'untested', block, reason: owner.reason });
      return undefined;
    case 'write':
    case 'data':
    case 'excerpt':
    case 'show':
    case undefined:
      return problemAt(block, 'An output block must follow the block that prints it.');
  }
}

/** A title is a file name when it looks like one; any other title is a caption, and its block is run. */
function fileName(title: string): string | undefined {
  const base = title.split('/').at(-1) ?? '';
  if (/\s/.test(title) || isOutside(title)) return undefined;
  if (title.startsWith('~/')) return title;
  return /\w/.test(base) && (base.includes('.') || FILE_NAMES_WITHOUT_DOT.includes(base)) ? title : undefined;
}

/** A program that the page writes but never runs or imports would count as tested without being so. */
function unusedPrograms(steps: Step[]): Problem[] {
  return steps.flatMap((step, index) => {
    if (step.kind !== 'write' || languageKind(step.block.language, false).kind !== 'run') return [];
    const others = steps.filter(
      (other, at) => (other.kind === 'run' && at > index) || (other.kind === 'write' && at !== index),
    );
    if (others.some((other) => mentions(other.block.code, step.path))) return [];
    const hint = 'Show how to run it, or say `notest="…"`.';
    return [
      problemAt(step.block, `\`${step.path}\` is written but no block after it runs or imports it. ${hint}`),
    ];
  });
}

function mentions(code: string, file: string): boolean {
  const stem = path.posix.basename(file).replace(/\.\w+$/, '');
  return new RegExp(`(?<![\\w-])${stem.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`).test(code);
}

/** Code that comes from a file has no lines of its own on the page: its problems stand at the fence. */
export function problemAt({ page, line, meta, fileLines }: Block, message: string, codeLine = 0): Problem {
  if (meta.file === undefined) return { page, line: line + codeLine, message };
  const fileLine = fileLines?.[codeLine - 1];
  return { page, line, message: fileLine === undefined ? message : `${meta.file}:${fileLine}: ${message}` };
}
