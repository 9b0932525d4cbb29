import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { testFolder } from '../../machine/testing/folder.ts';
import { loadDescriptions } from './descriptions.ts';
import { GenerateError, type Problem } from './problems.ts';

let folder: string;

beforeEach(async () => {
  folder = await testFolder('descriptions', onTestFinished);
});

function problemsOf(text: string): Problem[] {
  writeFileSync(path.join(folder, 'runs.yaml'), text);
  try {
    loadDescriptions(folder, 'openapi/descriptions');
  } catch (error) {
    if (error instanceof GenerateError) return error.problems;
    throw error;
  }
  return [];
}

const RUNS = `tag: Runs
operations:
  getRun:
    is: GET /api/2.0/mlflow/runs/get
    summary: Get a run
    description: Returns a run.
`;

describe('descriptions', () => {
  it('reads words with their line', () => {
    expect(problemsOf(`${RUNS}    request:\n      run_id: ID of the run.\n`)).toEqual([]);
    const entry = loadDescriptions(folder, 'openapi/descriptions').words.get('getRun request.run_id');
    expect(entry).toMatchObject({ value: 'ID of the run.', file: 'openapi/descriptions/runs.yaml', line: 8 });
  });

  it('names file and line of a key that does not exist', () => {
    const [problem] = problemsOf(`${RUNS}    sumary: Get it\n`);
    expect(problem).toMatchObject({ file: 'openapi/descriptions/runs.yaml', line: 3 });
    expect(problem?.message).toContain('sumary');
  });

  it('names file and line of a value of the wrong type', () => {
    const [problem] = problemsOf(RUNS.replace('GET /api/2.0', 'FETCH /api/2.0'));
    expect(problem).toMatchObject({ line: 4, message: expect.stringContaining('operations.getRun.is') });
  });

  it('names the line of a mistake in the YAML itself', () => {
    expect(problemsOf(`${RUNS}  - broken\n`)[0]).toMatchObject({ file: 'openapi/descriptions/runs.yaml' });
  });

  it('refuses two descriptions of one thing', () => {
    writeFileSync(path.join(folder, 'also.yaml'), 'fields:\n  run_id: One.\n');
    expect(problemsOf('fields:\n  run_id: Two.\n')).toEqual([
      { file: 'openapi/descriptions/runs.yaml', line: 2, message: '"*.run_id" is described twice; keep one' },
    ]);
  });
});
