import { describe, expect, it } from 'vitest';
import { loadDefects } from './defects.ts';
import type { Descriptions } from './descriptions.ts';
import { makeDocument } from './document.ts';
import { DEFECTS, render, sources } from './files.ts';
import { isObject } from './json.ts';
import { GenerateError, type Problem } from './problems.ts';

function problemsOf(change: (descriptions: Descriptions) => void): Problem[] {
  const files = sources();
  change(files.descriptions);
  try {
    makeDocument({ ...files, examples: new Map(), defects: loadDefects(DEFECTS) });
  } catch (error) {
    if (error instanceof GenerateError) return error.problems;
    throw error;
  }
  return [];
}

const { document, operations, text } = render();

const entry = (value: string) => ({ value, file: 'openapi/descriptions/runs.yaml', line: 7, used: false });

describe('document', () => {
  it('is the same every time', () => {
    expect(render().text).toBe(text);
  }, 60_000);

  it('has operationIds that are unique', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has no path parameter in a body, but where the server wants it twice', () => {
    const schemas =
      isObject(document.components) && isObject(document.components.schemas)
        ? document.components.schemas
        : {};
    const update = schemas.FinalizeLoggedModelRequest;
    expect(isObject(update) && isObject(update.properties) && Object.keys(update.properties)).toContain(
      'model_id',
    );
    const tags = schemas.SetLoggedModelTagsRequest;
    expect(isObject(tags) && isObject(tags.properties) && Object.keys(tags.properties)).not.toContain(
      'model_id',
    );
    expect(operations.filter(({ words }) => words.value.repeat.length > 0).length).toBeGreaterThan(0);
  });
});

describe('generator', () => {
  it('refuses words that match nothing, with file and line', () => {
    const problems = problemsOf((descriptions) =>
      descriptions.words.set('getRun request.run_idd', entry('ID of the run.')),
    );
    expect(problems).toEqual([
      {
        file: 'openapi/descriptions/runs.yaml',
        line: 7,
        message: '"getRun request.run_idd" matches nothing in the inventory; rename or delete it',
      },
    ]);
  });

  it('refuses a field without words', () => {
    const problems = problemsOf((descriptions) => descriptions.words.delete('createRun request.run_name'));
    expect(problems.map(({ message }) => message)).toEqual(['no words for "createRun request.run_name"']);
  });

  it('refuses an operation that the server does not have', () => {
    const problems = problemsOf((descriptions) => {
      const operation = descriptions.tags[0]?.operations[0]?.[1];
      if (operation !== undefined) operation.value.is = 'GET /api/2.0/mlflow/experiments/list';
    });
    expect(problems[0]?.message).toContain('the server has no route GET /api/2.0/mlflow/experiments/list');
  });
});
