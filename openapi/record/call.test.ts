import { describe, expect, it } from 'vitest';
import { render } from '../generate/files.ts';
import type { Operation } from '../generate/operations.ts';
import { makeRequest, requestUrl, valueAt } from './call.ts';

const operations = new Map(render().operations.map((operation) => [operation.id, operation]));
const server = { url: 'http://127.0.0.1:1/api/mlflow' };

function operation(id: string): Operation {
  const found = operations.get(id);
  if (found === undefined) throw new Error(`No operation ${id}`);
  return found;
}

describe('requests', () => {
  it('carry the query on GET', () => {
    const request = makeRequest(operation('getRun'), { run_id: 'a' });
    expect(request).toMatchObject({ query: { run_id: 'a' } });
    expect(request.body).toBeUndefined();
  });

  it('carry a body on DELETE', () => {
    expect(makeRequest(operation('deleteRegisteredModel'), { name: 'churn' }).body).toEqual({
      name: 'churn',
    });
  });

  it('repeat a path parameter in the body only where the server wants it', () => {
    const fields = { model_id: 'm-1', status: 'LOGGED_MODEL_READY' };
    expect(makeRequest(operation('finalizeLoggedModel'), fields)).toMatchObject({
      path: { model_id: 'm-1' },
      body: fields,
    });
    expect(makeRequest(operation('setLoggedModelTags'), { model_id: 'm-1', tags: [] }).body).toEqual({
      tags: [],
    });
  });

  it('keep the slashes of an artifact path and escape the rest', () => {
    const request = makeRequest(operation('downloadArtifact'), { artifact_path: '1/a b/c#d.txt' });
    expect(requestUrl(server, operation('downloadArtifact'), request)).toBe(
      'http://127.0.0.1:1/api/mlflow/api/2.0/mlflow-artifacts/artifacts/1/a%20b/c%23d.txt',
    );
  });
});

describe('valueAt', () => {
  it('follows names and positions', () => {
    expect(valueAt({ runs: [{ info: { run_id: 'a' } }] }, 'runs.0.info.run_id')).toBe('a');
    expect(valueAt({}, 'runs.0.info')).toBeUndefined();
  });
});
