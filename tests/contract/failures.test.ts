import { describe, expect, it } from 'vitest';
import type { Defect } from '../../openapi/generate/defects.ts';
import { render } from '../../openapi/generate/files.ts';
import type { Sent } from '../schemathesis/run.ts';
import { unexplained } from './failures.ts';

const { operations } = render();
const byRoute = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
const CREATE = 'POST /api/3.0/mlflow/datasets/create';

const sent = (change: Partial<Sent>): Sent => ({
  operation: CREATE,
  method: 'POST',
  path: '/api/3.0/mlflow/datasets/create',
  right: true,
  status: 500,
  media: 'text/html',
  body: '<!doctype html>',
  ...change,
});
const defect = (change: Partial<Defect>): Defect => ({
  cause: '`tags` is not a JSON text',
  as: 'html',
  send: {},
  operations: ['createDataset'],
  line: 1,
  ...change,
});
const countOf = (answers: Sent[], defects: Defect[]) => unexplained(answers, byRoute, defects).length;

describe('an answer with 5xx', () => {
  it('is explained by a defect of its operation, of the same shape', () => {
    expect(countOf([sent({})], [defect({})])).toBe(0);
    expect(countOf([sent({})], [defect({ operations: ['createRun'] })])).toBe(1);
    expect(countOf([sent({ media: 'text/plain' })], [defect({})])).toBe(1);
  });

  it('is explained by a message that fits', () => {
    const json = sent({ media: 'application/json', body: '{"message": "year 99999 is out of range"}' });
    expect(countOf([json], [defect({ as: 'mlflow', message: 'out of range' })])).toBe(0);
    expect(countOf([json], [defect({ as: 'mlflow', message: 'constraint' })])).toBe(1);
  });

  it('is explained by a defect of all operations only when the request was wrong', () => {
    const all = defect({ operations: 'all' });
    expect(countOf([sent({ right: false })], [all])).toBe(0);
    expect(countOf([sent({ right: true })], [all])).toBe(1);
  });

  it('is explained by a status that the descriptions document', () => {
    const upload = 'POST /api/2.0/mlflow-artifacts/mpu/create/{artifact_path}';
    expect(countOf([sent({ operation: upload, status: 501 })], [])).toBe(0);
    expect(countOf([sent({ status: 501 })], [])).toBe(1);
  });
});

it('an answer below 500 needs no explanation', () => {
  expect(countOf([sent({ status: 404 })], [])).toBe(0);
});
