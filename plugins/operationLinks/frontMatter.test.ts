import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkPages } from './frontMatter.ts';
import type { Guide } from './guides.ts';

const SITE = path.resolve('/site');
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

async function frontMatterOf(file: string, frontMatter: Record<string, unknown>) {
  const parse = async () => ({ frontMatter, content: 'Text' });
  const linked = linkPages(parse, { siteDir: SITE, operations, guides });
  const params = { filePath: path.join(SITE, file), fileContent: '', defaultParseFrontMatter: parse };
  return (await linked(params)).frontMatter;
}

describe('a guide page', () => {
  it('gets what a link to each of its operations needs, in its own order', async () => {
    const frontMatter = { title: 'Runs', operations: ['getRun', 'createRun'] };
    expect(await frontMatterOf('docs/guide/runs.mdx', frontMatter)).toEqual({
      title: 'Runs',
      operations: [getRun, createRun],
    });
  });

  it('without operations stays as it is', async () => {
    expect(await frontMatterOf('docs/guide/runs.mdx', { title: 'Runs' })).toEqual({ title: 'Runs' });
  });

  it('passes over what is no operation', async () => {
    expect(await frontMatterOf('docs/guide/runs.mdx', { operations: ['creatRun', 'getRun'] })).toEqual({
      operations: [getRun],
    });
    expect(await frontMatterOf('docs/guide/runs.mdx', { operations: 'getRun' })).toEqual({ operations: [] });
  });
});

describe('an operation page', () => {
  it('gets the guides that use it', async () => {
    expect(await frontMatterOf('docs/api/mlflow/create-run.api.mdx', { id: 'create-run' })).toEqual({
      id: 'create-run',
      guides: [{ title: 'Quickstart', to: '/docs/quickstart/' }],
    });
  });

  it('that no guide uses stays as it is', async () => {
    const frontMatter = { id: 'get-run' };
    expect(await frontMatterOf('docs/api/mlflow/get-run.api.mdx', frontMatter)).toEqual(frontMatter);
  });
});
