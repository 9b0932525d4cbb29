import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackOperation } from './frontMatter.ts';

const read = (frontMatter: Record<string, unknown>) => {
  const defaultParseFrontMatter = async () => ({ frontMatter, content: 'Text' });
  const params = { filePath: 'docs/api/get-run.api.mdx', fileContent: '', defaultParseFrontMatter };
  return unpackOperation(defaultParseFrontMatter)(params);
};

describe('unpackOperation', () => {
  it('unpacks the operation of a generated page and keeps the rest', async () => {
    const api = deflateSync('{"operationId":"getRun"}').toString('base64');
    expect(await read({ id: 'get-run', api })).toEqual({
      frontMatter: { id: 'get-run', api: { operationId: 'getRun' } },
      content: 'Text',
    });
  });

  it('keeps what Docusaurus would make of a backslash', async () => {
    const api = deflateSync(JSON.stringify({ source: "echo 'a' \\\n  'b'" })).toString('base64');
    const { frontMatter } = await read({ api });
    expect(frontMatter.api).toEqual({ source: "echo 'a' \\u005c\n  'b'" });
  });

  it('leaves a page without an operation as it is', async () => {
    expect(await read({ title: 'Errors' })).toEqual({ frontMatter: { title: 'Errors' }, content: 'Text' });
  });

  it('names the page when its operation cannot be unpacked', async () => {
    await expect(read({ api: 'none' })).rejects.toThrow(/docs\/api\/get-run\.api\.mdx.*npm run api-docs/);
  });
});
