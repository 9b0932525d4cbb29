import { describe, expect, it } from 'vitest';
import { operationWords, snakeCase } from './words.ts';

describe('operationWords', () => {
  it('has the id and each end of the path, as a query for it is spelled', () => {
    const operation = { operationId: 'logBatch', method: 'POST', path: '/api/2.0/mlflow/runs/log-batch' };
    expect(operationWords(operation)).toEqual([
      'logbatch',
      'api20mlflowrunslogbatch',
      '20mlflowrunslogbatch',
      'mlflowrunslogbatch',
      'runslogbatch',
    ]);
  });

  it('has no end that begins with a parameter', () => {
    const operation = { operationId: 'endTrace', method: 'PATCH', path: '/traces/{request_id}/end' };
    expect(operationWords(operation)).toEqual(['endtrace', 'tracesrequestidend']);
  });
});

describe('snakeCase', () => {
  it.each([
    ['logBatch', 'log_batch'],
    ['deleteTracesV2', 'delete_traces_v2'],
    ['search', 'search'],
  ])('spells %s as %s', (name, spelled) => {
    expect(snakeCase(name)).toBe(spelled);
  });
});
