import { describe, expect, it } from 'vitest';
import { documentOf, operationPage, rawDocument } from './pages.ts';

describe('operationPage', () => {
  it.each([
    ['createRun', '/api/mlflow/create-run/'],
    ['searchTracesV2', '/api/mlflow/search-traces-v-2/'],
    ['getMCPServer', '/api/mlflow/get-mcp-server/'],
  ])('of %s is %s', (id, path) => {
    expect(operationPage('mlflow', id)).toBe(path);
  });
});

describe('documentOf', () => {
  it.each([
    ['/api/health/get-health/', 'health'],
    ['/api/mlflow/runs/', 'mlflow'],
    ['/api/coverage/', undefined],
    ['/docs/quickstart/', undefined],
  ])('%s is made from %s', (page, document) => {
    expect(documentOf(page)).toBe(document);
  });
});

describe('rawDocument', () => {
  it('names the file of a document', () => {
    expect(rawDocument('health', 'json')).toBe('/openapi/health.json');
  });
});
