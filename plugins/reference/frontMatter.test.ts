import { describe, expect, it } from 'vitest';
import { linkPages } from './frontMatter.ts';
import type { Guide } from './guides.ts';

const createRun = {
  method: 'POST',
  path: '/runs/create',
  summary: 'Create a run',
  to: '/api/mlflow/create-run/',
};
const getRun = { method: 'GET', path: '/runs/get', summary: 'Get a run', to: '/api/mlflow/get-run/' };
const operations = new Map([
  ['createRun', createRun],
  ['getRun', getRun],
]);
const quickstart: Guide = { title: 'Quickstart', to: '/docs/quickstart/', operations: ['createRun'] };
const guides = async () => [quickstart, { title: 'Errors', to: '/docs/errors/', operations: [] }];

async function linked(frontMatter: Record<string, unknown>) {
  const defaultParseFrontMatter = async () => ({ frontMatter, content: 'Text' });
  const parse = linkPages({ operations, guides });
  return (await parse({ filePath: 'page.mdx', fileContent: '', defaultParseFrontMatter })).frontMatter;
}

describe('a guide page', () => {
  it('gets what a link to each of its operations needs, in its own order', async () => {
    expect(await linked({ title: 'Runs', operations: ['getRun', 'createRun'] })).toEqual({
      title: 'Runs',
      operations: [getRun, createRun],
    });
  });

  it('without operations stays as it is', async () => {
    expect(await linked({ title: 'Runs' })).toEqual({ title: 'Runs' });
  });

  it('passes over what is no operation', async () => {
    expect(await linked({ operations: ['creatRun', 'getRun'] })).toEqual({ operations: [getRun] });
    expect(await linked({ operations: 'getRun' })).toEqual({ operations: [] });
  });
});

describe('an operation page', () => {
  it('gets the guides that use it', async () => {
    expect(await linked({ operation: 'createRun' })).toEqual({
      operation: 'createRun',
      guides: [{ title: 'Quickstart', to: '/docs/quickstart/' }],
    });
  });

  it('that no guide uses stays as it is', async () => {
    expect(await linked({ operation: 'getRun' })).toEqual({ operation: 'getRun' });
  });
});
