/** Runs one page and says what became of each block. */
import { compareText } from './expected.ts';
import { compareJson } from './expectedJson.ts';
import type { Block } from './extract.ts';
import type { PlannedPage, Step } from './plan.ts';
import type { BlockResult, PageResult } from './report.ts';
import type { RunFolder } from './sandbox.ts';
import { type BlockRun, openSession, type Session } from './session.ts';
import { type Target, toPage, withVersions } from './target.ts';

/** Where pages run. */
export interface PagePlace {
  /** The project's root; `examples/` is found from it. */
  projectRoot: string;
  target: Target;
  folder: RunFolder;
  /** Ends the run: whatever runs is killed, the rest is not started. */
  signal: AbortSignal;
}

/** Runs the blocks of a page in a sandbox of its own. Nothing of a page that is wrong is run. */
export async function runPage({ page, steps, problems }: PlannedPage, place: PagePlace): Promise<PageResult> {
  if (problems.length > 0) return { page, problems, blocks: steps.flatMap(notReached) };
  const { folder, target, projectRoot, signal } = place;
  const session = openSession({ sandbox: await folder.page(page), target, projectRoot, signal });
  const blocks: BlockResult[] = [];
  try {
    for (const step of steps) {
      const stopped = blocks.some(({ role, status }) => role === 'run' && status === 'failed');
      blocks.push(...(stopped ? notReached(step) : await runStep(step, session, target)));
    }
  } finally {
    await session.close();
  }
  return { page, problems, blocks };
}

async function runStep(step: Step, session: Session, target: Target): Promise<BlockResult[]> {
  switch (step.kind) {
    case 'untested':
      return [
        {
          ...describe(step.block, step.block.meta.output ? 'output' : 'run'),
          status: 'untested',
          reason: step.reason,
        },
      ];
    case 'data':
    case 'excerpt':
    case 'show':
      return [{ ...describe(step.block, step.kind), status: 'passed' }];
    case 'write':
      await session.write(step.block, step.path);
      return [{ ...describe(step.block, 'write'), status: 'passed' }];
    case 'run': {
      const started = performance.now();
      const run = await session.run(step.block, step.language);
      const durationMs = Math.round(performance.now() - started);
      if (!run.failure) {
        const result: BlockResult = { ...describe(step.block, 'run'), status: 'passed', durationMs };
        return [result, ...step.outputs.map((output) => compareOutput(output, run, target))];
      }
      const { failure } = run;
      const failed: BlockResult = { ...describe(step.block, 'run'), status: 'failed', durationMs, failure };
      return [failed, ...step.outputs.map((output) => blocked(output, 'output'))];
    }
  }
}

function compareOutput(block: Block, run: BlockRun, target: Target): BlockResult {
  const stream = block.meta.output ?? 'stdout';
  const printed = toPage(run.printed[stream], target);
  const shown = withVersions(block.code, target);
  const difference = block.language === 'json' ? compareJson(shown, printed) : compareText(shown, printed);
  if (difference === undefined) return { ...describe(block, 'output'), status: 'passed' };
  const message = `The page does not show what was printed to ${stream} (- page, + printed):`;
  return {
    ...describe(block, 'output'),
    status: 'failed',
    failure: { line: block.line, message, detail: difference },
  };
}

function notReached(step: Step): BlockResult[] {
  switch (step.kind) {
    case 'untested':
      return [
        {
          ...describe(step.block, step.block.meta.output ? 'output' : 'run'),
          status: 'untested',
          reason: step.reason,
        },
      ];
    case 'show':
      return [{ ...describe(step.block, 'show'), status: 'passed' }];
    case 'data':
    case 'excerpt':
    case 'write':
      return [blocked(step.block, step.kind)];
    case 'run':
      return [blocked(step.block, 'run'), ...step.outputs.map((output) => blocked(output, 'output'))];
  }
}

function blocked(block: Block, role: BlockResult['role']): BlockResult {
  return { ...describe(block, role), status: 'blocked' };
}

function describe(block: Block, role: BlockResult['role']) {
  const { line, anchor, identity, language, meta } = block;
  return {
    line,
    anchor,
    identity,
    language,
    role,
    durationMs: 0,
    ...(meta.title === undefined ? {} : { title: meta.title }),
    ...(meta.file === undefined ? {} : { file: meta.file }),
  };
}
