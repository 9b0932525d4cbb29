import { describe, expect, it } from 'vitest';
import { TRACKING_URI } from '../../../endpoint.ts';
import { resembles, toQuery } from './query.ts';

describe('toQuery', () => {
  it.each([
    ['  create   run ', 'create run'],
    ['how do I register a model', 'register model'],
    ['How to', 'How to'],
    ['"log a run"', '"log a run"'],
    ['/api/2.0/mlflow/runs/search', '/api/2.0/mlflow/runs/search'],
    [`${TRACKING_URI}/api/2.0/mlflow/runs/get?run_id=1`, '/api/2.0/mlflow/runs/get'],
    ['http://localhost:8080/api/health/mlflow', '/api/health/mlflow'],
    [TRACKING_URI, TRACKING_URI],
    ['https://registry.hokus.ai', 'https://registry.hokus.ai'],
    ['   ', ''],
  ])('makes of %j the query %j', (typed, query) => {
    expect(toQuery(typed)).toBe(query);
  });
});

describe('resembles', () => {
  it.each([
    ['runs', 'run.'],
    ['createR', 'createrun'],
    ['runs/create', 'api20mlflowrunscreate mlflowrunscreate runscreate'],
    ['uri', 'MLFLOW_TRACKING_URI'],
    ['client', 'MlflowClient'],
    ['"registered model"', 'registered'],
    ['zzz run', 'run'],
  ])('accepts for %j the match %j', (query, found) => {
    expect(resembles(query, ['a', found])).toBe(true);
  });

  it.each([
    ['autolog', 'a'],
    ['metrcs', 'm-021b'],
    ['hello autolog', 'a'],
    ['///', 'a'],
  ])('refuses for %j the match %j', (query, found) => {
    expect(resembles(query, [found])).toBe(false);
  });
});
