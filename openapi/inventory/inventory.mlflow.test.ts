import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { INVENTORY } from '../generate/files.ts';

const PYTHON = path.join(import.meta.dirname, '../../.venv/bin/python');
const SCRIPT = path.join(import.meta.dirname, 'inventory.py');

function run(...options: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(PYTHON, [SCRIPT, ...options], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

describe('inventory.py', () => {
  it('finds in the installed MLflow what is committed', () => {
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toBe(readFileSync(INVENTORY, 'utf8'));
  });

  it('says what to do when the package is not there', () => {
    expect(run('--package', 'nowhere.whl')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('pip download --no-deps mlflow-skinny'),
    });
  });
});
