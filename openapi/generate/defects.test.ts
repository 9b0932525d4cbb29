import { describe, expect, it } from 'vitest';
import { checkDefects, type Defect, defectsOf, describeDefects, loadDefects } from './defects.ts';
import { DEFECTS, render } from './files.ts';
import { GenerateError } from './problems.ts';

const page: Defect = {
  cause: '`tags` is not a JSON text',
  as: 'html',
  send: {},
  operations: ['createDataset'],
  line: 3,
};
const all: Defect = { cause: 'the body is no JSON object', as: 'html', send: {}, operations: 'all', line: 9 };

describe('defects', () => {
  it('are those of the operation, and not those of all', () => {
    expect(defectsOf([page, all], 'createDataset')).toEqual([page]);
    expect(defectsOf([page, all], 'getRun')).toEqual([]);
  });

  it('become lines of the description', () => {
    const words = { phrase: () => 'an HTML page' };
    expect(describeDefects([page, { ...page, as: 'mlflow' }], words)).toBe(
      '- `tags` is not a JSON text (an HTML page).\n- `tags` is not a JSON text.',
    );
  });

  it('of an unknown operation are refused, with file and line', () => {
    const misspelt = { ...page, operations: ['createDataSet'] };
    expect(() => checkDefects([misspelt], new Set(['createDataset']))).toThrow(GenerateError);
    expect(() => checkDefects([misspelt], new Set(['createDataset']))).toThrow(
      'openapi/defects.yaml:3  no operation is called "createDataSet"',
    );
  });

  it('on disk are told in the 500 of their operations', () => {
    const { text } = render();
    const named = loadDefects(DEFECTS).filter(({ operations }) => operations !== 'all');
    expect(named.length).toBeGreaterThan(10);
    for (const { cause } of named) expect(text).toContain(cause.replaceAll('"', '\\"'));
  });
});
