/** Checks GitHub Actions workflows with GitHub's own parser, and the shell scripts in them with bash. */
import { spawnSync } from 'node:child_process';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from 'yaml';
import type { Finding } from '../data.ts';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from './workflowParser.ts';

/** What a block must be called to be read as a workflow. */
export const WORKFLOW_TITLE = /^\.github\/workflows\/[^/]+\.ya?ml$/;

/**
 * Checks a workflow as GitHub does when it is pushed; then each `run:` script whose shell is bash.
 *
 * @param name path of the workflow in its repository
 * @param text valid YAML
 */
export async function checkWorkflow(name: string, text: string): Promise<Finding[]> {
  const { context, value } = parseWorkflow({ name, content: text }, new NoOperationTraceWriter());
  if (value && context.errors.getErrors().length === 0) await convertWorkflowTemplate(context, value);
  const refused = context.errors.getErrors().map(({ rawMessage, range }) => ({
    message: `GitHub refuses the workflow: ${rawMessage}`,
    codeLine: range?.start.line ?? 0,
  }));
  return refused.length > 0 ? refused : checkScripts(text);
}

interface Script {
  text: string;
  /** Line of the YAML that holds the script's first line, counted from 1. */
  firstLine: number;
}

function checkScripts(text: string): Finding[] {
  return findScripts(text).flatMap((script) => checkScript(script));
}

/** The scripts of steps that name no shell, or bash or sh. */
function findScripts(text: string): Script[] {
  const lines = new LineCounter();
  const jobs = parseDocument(text, { lineCounter: lines }).get('jobs');
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap(({ value: job }) => {
    const steps = isMap(job) ? job.get('steps') : undefined;
    if (!isSeq(steps)) return [];
    return steps.items.flatMap((step) => {
      const run = isMap(step) ? step.get('run', true) : undefined;
      const shell = isMap(step) ? (step.get('shell') ?? 'bash') : undefined;
      if (!isScalar(run) || !/^(bash|sh)\b/.test(String(shell))) return [];
      return [{ text: String(run.value), firstLine: firstLine(run, lines) }];
    });
  });
}

/** A block scalar (`|`) begins on the line after its sign. */
function firstLine({ range, type }: Scalar, lines: LineCounter): number {
  const { line } = lines.linePos(range?.[0] ?? 0);
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED' ? line + 1 : line;
}

/** GitHub puts the values of expressions into the script before a shell reads it. */
function checkScript({ text, firstLine: start }: Script): Finding[] {
  const script = text.replace(/\$\{\{.*?\}\}/g, 'expression');
  const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
  if (status === 0) return [];
  const [, line = '1', reason = stderr.trim()] = /line (\d+): (.*)/.exec(stderr) ?? [];
  const message = `The script of this step is not valid bash: ${reason}`;
  return [{ message, codeLine: start + Number(line) - 1 }];
}
