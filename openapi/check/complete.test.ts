import { describe, expect, it } from 'vitest';
import { DIFFERENCES, render, sources } from '../generate/files.ts';
import { checkComplete, loadDifferences, matches } from './complete.ts';

const { inventory } = sources();
const { operations } = render();
const differences = loadDifferences(DIFFERENCES);

describe('route patterns', () => {
  it.each([
    ['* /ajax-api/**', 'POST /ajax-api/2.0/mlflow/runs/create', true],
    ['GET /build/*', 'GET /build/{filename}', true],
    ['GET /build/*', 'GET /build/a/b', false],
    ['GET /build/*', 'POST /build/a', false],
    ['GET /', 'GET /health', false],
    ['* /a.b', 'GET /axb', false],
  ])('%s and %s: %s', (pattern, route, expected) => {
    expect(matches(pattern, route)).toBe(expected);
  });
});

describe('completeness', () => {
  it('holds for the document as it is', () => {
    expect(checkComplete(inventory, operations, differences, 'differences.yaml').problems).toEqual([]);
  });

  it('finds an operation that is neither documented nor explained', () => {
    const { problems } = checkComplete(inventory, operations.slice(1), differences, 'differences.yaml');
    expect(problems.map(({ message }) => message)).toEqual([
      'POST /api/2.0/mlflow/experiments/create is neither documented nor explained here',
    ]);
  });

  it('finds an explanation that explains nothing, with its line', () => {
    const stale = { pattern: 'GET /gone', why: 'Was there once.', line: 12 };
    const { problems } = checkComplete(inventory, operations, [...differences, stale], 'differences.yaml');
    expect(problems).toEqual([
      { file: 'differences.yaml', line: 12, message: '"GET /gone" matches no route' },
    ]);
  });

  it('finds a route that is documented and left out', () => {
    const both = { pattern: 'GET /version', why: 'Twice.', line: 3 };
    const { problems } = checkComplete(inventory, operations, [...differences, both], 'differences.yaml');
    expect(problems[0]?.message).toBe('GET /version is documented and left out');
  });
});
