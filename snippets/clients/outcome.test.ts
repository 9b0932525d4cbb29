import { describe, expect, it } from 'vitest';
import { extractBlocks } from '../runner/extract.ts';
import { planPage } from '../runner/plan.ts';
import type { BlockResult, PageResult } from '../runner/report.ts';
import { pageOutcome, usesPython } from './outcome.ts';

function page(...blocks: Partial<BlockResult>[]): PageResult {
  const block = { anchor: 'code-1', identity: 'a', line: 1, durationMs: 1, role: 'run' as const };
  return {
    page: 'docs/guide/tracking/runs.mdx',
    problems: [],
    blocks: blocks.map((more) => ({ ...block, language: 'python', status: 'passed' as const, ...more })),
  };
}

const failing = (message: string, detail: string, more: Partial<BlockResult> = {}) =>
  pageOutcome(
    page(
      {},
      { anchor: 'code-2', identity: 'b', status: 'failed', failure: { line: 9, message, detail }, ...more },
      { status: 'blocked' },
    ),
  );

describe('pageOutcome', () => {
  it('passes a page where nothing failed, also with a block that is not run', () => {
    expect(pageOutcome(page({}, { status: 'untested', reason: 'x' }))).toEqual({
      page: 'tracking/runs',
      result: 'passed',
      blocks: { ran: 1, all: 1 },
    });
  });

  it('names the block and the error that Python printed last', () => {
    const detail =
      'run: 1\nTraceback (most recent call last):\n  File "a.py"\nAttributeError: no such thing\n';
    expect(failing('The block ended with exit status 1.', detail)).toEqual({
      page: 'tracking/runs',
      result: 'failed',
      problem: 'code-2: AttributeError: no such thing',
      failedAt: 'b',
      blocks: { ran: 1, all: 3 },
    });
  });

  it('takes what was printed last when a program says nothing better, or the message', () => {
    const ended = 'The block ended with exit status 1.';
    expect(failing(ended, 'ERROR: No matching distribution\n').problem).toBe(
      'code-2: ERROR: No matching distribution',
    );
    expect(failing(ended, 'one\ntwo\n').problem).toBe('code-2: two');
    expect(failing(ended, '').problem).toBe(`code-2: ${ended}`);
  });

  it('takes the message when the block was stopped', () => {
    expect(failing('The block took longer than 120 s and was stopped.', 'waiting').problem).toBe(
      'code-2: The block took longer than 120 s and was stopped.',
    );
  });

  it('says so when the output differs', () => {
    expect(
      failing('The page does not show …', '- a\n+ b', { role: 'output', language: 'text' }).problem,
    ).toBe('code-2: prints something else than the page shows');
  });

  it('says nothing of this machine', () => {
    const detail =
      "ImportError: cannot import 'a' (/home/me/.venv/lib/b.py), see http://localhost:4567/api/mlflow/x/y";
    expect(failing('', detail).problem).toBe(
      "code-2: ImportError: cannot import 'a' (…/b.py), see https://registry.hokus.ai/api/mlflow/x/y",
    );
  });

  it('is one line of readable length, without ids that change', () => {
    const { problem = '' } = failing(
      '',
      `mlflow.exceptions.MlflowException: Run ${'0a'.repeat(16)}\t${'x'.repeat(300)}`,
    );
    expect(problem).toMatch(/^code-2: mlflow\.exceptions\.MlflowException: Run … x+…$/);
    expect(problem).toHaveLength(200);
  });
});

describe('usesPython', () => {
  const planned = (text: string, page = 'docs/guide/tracking/runs.mdx') => {
    const { steps } = planPage(extractBlocks(page, text, () => '').blocks);
    return usesPython({ page, steps });
  };

  it('is true for code and programs of Python only', () => {
    expect(planned('```bash\nls\n```\n```python title="a.py"\nimport os\n```')).toBe(true);
    expect(planned('```python\nimport os\n```')).toBe(true);
    expect(planned('```bash\nls\n```\n```ts\nlet a;\n```')).toBe(false);
    expect(planned('```python notest="big"\nimport os\n```')).toBe(false);
    expect(planned('```python\nimport os\n```', 'README.md')).toBe(false);
  });
});
