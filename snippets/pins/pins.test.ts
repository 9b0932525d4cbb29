import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { lockedVersions, repin } from './pins.ts';

const LOCK = `
mlflow==3.18.1 \\
    --hash=sha256:00
numpy==2.2.6 ; python_full_version < '3.11' \\
    --hash=sha256:01
numpy==2.4.0 ; python_full_version >= '3.11' \\
    --hash=sha256:02
`;
const locked = lockedVersions(LOCK);

describe('pins', () => {
  it('follow the lock in requirements, commands and sentences', () => {
    expect(repin('pip install mlflow==3.9.0', locked)).toBe('pip install mlflow==3.18.1');
    expect(repin('pip_requirements=["mlflow==3.9.0", "pydantic"]', locked)).toBe(
      'pip_requirements=["mlflow==3.18.1", "pydantic"]',
    );
    expect(repin('The texts are those of MLflow 3.9.0.', locked)).toBe(
      'The texts are those of MLflow 3.18.1.',
    );
  });

  it('leave alone what is locked for each Python, what is not locked, and older versions that a page speaks of', () => {
    const text = 'numpy==2.2.6 torch==2.8.0 mlflow-skinny==3.9.0 since MLflow 3.5.0';
    expect(repin(text, locked)).toBe(text);
  });

  it('are what they would be after an edit of the lock', () => {
    expect(execFileSync('node', ['snippets/pins/main.ts', '--check'], { encoding: 'utf8' })).toContain(
      '0 files differ',
    );
  });
});
