import { describe, expect, it } from 'vitest';
import { TRACKING_URI } from '../../../endpoint.ts';
import { readQuery } from './query.ts';

const known = new Set(['runscreate', 'createrun', 'create', 'run', 'key']);
const termsOf = (typed: string): string[] => [...readQuery(typed, known).terms.keys()];

describe('a query', () => {
  it.each([
    ['  log   run ', ['log', 'run']],
    ['how do I register a model', ['register', 'model']],
    ["Can't find it", ['find']],
    ['How to', ['how', 'to']],
    ['   ', []],
    ['///', []],
  ])('of %j has the telling terms %j', (typed, terms) => {
    expect(termsOf(typed)).toEqual(terms);
  });

  it.each([
    ['/api/2.0/mlflow/runs/get'],
    [`${TRACKING_URI}/api/2.0/mlflow/runs/get?run_id=1`],
    ['http://localhost:8080/api/mlflow/api/2.0/mlflow/runs/get'],
  ])('reads %s as the path of the operation', (typed) => {
    expect(termsOf(typed)).toEqual(['api', '2', '0', 'mlflow', 'run', 'get', 'api20mlflowrunsget']);
  });

  it('leaves an address that is no operation as it is', () => {
    expect(termsOf(TRACKING_URI)).toContain('hokus');
    expect(termsOf('https://registry.hokus.ai')).toContain('hokus');
  });

  it('counts a name that pages have as a whole, and its pieces hardly', () => {
    const { terms } = readQuery('runs/create', known);
    expect(terms.get('runscreat') ?? 0).toBe(1);
    const named = readQuery('createRun', known).terms;
    expect(named.get('createrun') ?? 0).toBeGreaterThan(named.get('run') ?? 0);
  });

  it('looks for what the pages call it too, which counts less', () => {
    const { terms } = readQuery('login', known);
    expect(terms.get('login')).toBe(1);
    expect(terms.get('key')).toBeLessThan(1);
  });

  it('in quotation marks has all of its words, and no others', () => {
    const { terms, all } = readQuery('"how to login"', known);
    expect(all).toBe(true);
    expect([...terms.keys()]).toEqual(['how', 'to', 'login']);
  });
});
