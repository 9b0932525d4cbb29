import { describe, expect, it } from 'vitest';
import { operationsByPage } from './operations.ts';

const createRun = { operationId: 'createRun', method: 'post', path: '/api/2.0/mlflow/runs/create' };

function content(docs: unknown[]) {
  return { 'docusaurus-plugin-content-docs': { api: { loadedVersions: [{ docs }] } } };
}

describe('operationsByPage', () => {
  it('knows operations by the path of their page, and no other pages', () => {
    const operations = operationsByPage(
      content([
        { permalink: '/api/mlflow/create-run', frontMatter: { api: createRun } },
        { permalink: '/api/', frontMatter: {} },
      ]),
      'api',
    );
    expect([...operations]).toEqual([['/api/mlflow/create-run/', { ...createRun, method: 'POST' }]]);
  });

  it('fails when the reference has moved to another docs instance', () => {
    expect(() => operationsByPage(content([]), 'default')).toThrow();
  });
});
