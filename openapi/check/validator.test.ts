import { describe, expect, it } from 'vitest';
import { render } from '../generate/files.ts';
import type { JsonObject } from '../generate/json.ts';
import { DocumentValidator } from './validator.ts';

const validator = new DocumentValidator(render().document);
const CREATE = '/api/2.0/mlflow/experiments/create';
const GET = '/api/2.0/mlflow/experiments/get';

describe('requests', () => {
  it('may hold documented fields', () => {
    expect(
      validator.request(CREATE, 'POST', { name: 'churn', tags: [{ key: 'team', value: 'growth' }] }),
    ).toEqual([]);
  });

  it('may not hold others, at any depth', () => {
    expect(validator.request(CREATE, 'POST', { name: 'churn', nam: 1 })).toEqual([
      expect.stringContaining('"nam"'),
    ]);
    expect(validator.request(CREATE, 'POST', { name: 'churn', tags: [{ k: 'team' }] })).toEqual([
      expect.stringContaining('"k"'),
    ]);
  });

  it('must hold what is required', () => {
    expect(validator.request(CREATE, 'POST', {})).toEqual([expect.stringContaining("'name'")]);
  });

  it('may not have an unknown query parameter, or one of the wrong type', () => {
    const search = '/api/2.0/mlflow/registered-models/search';
    expect(validator.parameter(search, 'GET', 'max_results', 5)).toEqual([]);
    expect(validator.parameter(search, 'GET', 'max_results', 'five')).not.toEqual([]);
    expect(validator.parameter(search, 'GET', 'max_result', 5)).toEqual([
      'parameter "max_result" is not documented',
    ]);
  });
});

const EXPERIMENT = {
  experiment_id: '1',
  name: 'churn',
  artifact_location: 'mlflow-artifacts:/1',
  lifecycle_stage: 'active',
};
const answer = (experiment: JsonObject) =>
  validator.response(GET, 'GET', 200, 'application/json', { experiment });

describe('answers', () => {
  it('may hold documented fields only', () => {
    expect(answer(EXPERIMENT)).toEqual([]);
    expect(answer({ ...EXPERIMENT, owner: 'mira' })).toEqual([expect.stringContaining('"owner"')]);
  });

  it('must hold what answers always hold', () => {
    const { lifecycle_stage: _, ...rest } = EXPERIMENT;
    expect(answer(rest)).toEqual([expect.stringContaining("'lifecycle_stage'")]);
    expect(validator.response(GET, 'GET', 200, 'application/json', {})).toEqual([
      expect.stringContaining("'experiment'"),
    ]);
  });

  it('must have a documented status and media type', () => {
    expect(validator.response(GET, 'GET', 418, 'application/json', {})).toEqual([
      'status 418 is not documented',
    ]);
    expect(validator.response(GET, 'GET', 200, 'text/plain', 'x')).toEqual([
      'media type "text/plain" is not documented',
    ]);
  });

  it('follow shared responses', () => {
    expect(validator.response(GET, 'GET', 401, 'application/json', { detail: 'API key required' })).toEqual(
      [],
    );
    expect(validator.response(GET, 'GET', 401, 'application/json', { error: 'no' })).not.toEqual([]);
  });

  it('may be any file where the document says so', () => {
    expect(validator.response('/get-artifact', 'GET', 200, 'text/plain', 'hello')).toEqual([]);
  });
});
