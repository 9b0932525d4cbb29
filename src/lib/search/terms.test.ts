import { describe, expect, it } from 'vitest';
import { termsOf } from './terms.ts';

describe('the terms of a text', () => {
  it.each([
    ['A run, or two.', ['a', 'run', 'or', 'two']],
    ['log_metric("loss", 1)', ['logmetric', 'log', 'metric', 'loss', '1']],
    ['logMetric', ['logmetric', 'log', 'metric']],
    ['MLFLOW_TRACKING_URI', ['mlflowtrackinguri', 'mlflow', 'track', 'uri']],
    ['runs/create', ['run', 'creat']],
    ['__init__', ['init']],
    ['', []],
  ])('%j are %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it.each([
    ['log', 'logs', 'logged', 'logging'],
    ['delete', 'deletes', 'deleted', 'deleting'],
    ['alias', 'aliases'],
    ['retry', 'retries', 'retrying'],
    ['trace', 'tracing', 'traced', 'traces'],
    ['model', 'models'],
  ])('are the same for %s and its forms', (...forms) => {
    expect(new Set(forms.flatMap(termsOf)).size).toBe(1);
  });

  it.each([
    ['run', 'runner'],
    ['status', 'state'],
    ['host', 'hot'],
  ])('differ for %s and %s', (one, other) => {
    expect(termsOf(one)).not.toEqual(termsOf(other));
  });
});
