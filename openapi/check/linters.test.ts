import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { testFolder } from '../../machine/testing/folder.ts';
import { formatProblem } from '../generate/problems.ts';
import { checkRedocly } from './redocly.ts';
import { checkSpectral } from './spectral.ts';

const folder = await testFolder('linters');

const item = { type: 'object', properties: { count: { type: 'integer', description: 'How many.' } } };

/** A small document without a fault. */
function sound() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shop',
      version: '1',
      description: 'A shop.',
      contact: { name: 'Help', url: 'https://docs.hokus.ai', email: 'support@hokus.ai' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'https://registry.hokus.ai' }],
    security: [{ bearer: [] }],
    tags: [{ name: 'Items', description: 'What is sold.' }],
    paths: {
      '/items': {
        get: {
          operationId: 'getItems',
          summary: 'Get the items',
          description: 'All of them.',
          tags: ['Items'],
          responses: {
            '200': {
              description: 'Done.',
              content: { 'application/json': { schema: item, example: { count: 3 as number | string } } },
            },
            '404': { description: 'There are none.' },
          },
        },
      },
    },
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
}

async function problems(document: object): Promise<string[]> {
  const file = path.join(folder, 'shop.yaml');
  const text = stringify(document);
  writeFileSync(file, text);
  const found = [...(await checkRedocly(file, 'shop.yaml')), ...(await checkSpectral(text, 'shop.yaml'))];
  return found.map(formatProblem);
}

describe('linters', () => {
  it('find nothing in a sound document', async () => {
    expect(await problems(sound())).toEqual([]);
  });

  it('name file, line, place and rule of an example that does not fit its schema', async () => {
    const document = sound();
    document.paths['/items'].get.responses['200'].content['application/json'].example.count = 'three';
    const line = stringify(document).split('\n').indexOf('                count: three') + 1;
    expect(await problems(document)).toContainEqual(
      expect.stringMatching(
        new RegExp(`^shop\\.yaml:${line}  #/paths//items/get/.*example/count: .*Spectral: oas3-valid-media`),
      ),
    );
  });

  it('name file, line, place and rule of a tag that is not declared', async () => {
    const document = sound();
    document.paths['/items'].get.tags = ['Others'];
    const found = await problems(document);
    expect(found).toContainEqual(
      expect.stringMatching(/^shop\.yaml:\d+ {2}#\/paths.*Spectral: operation-tag-defined/),
    );
  });

  it('name file and line of what Redocly finds', async () => {
    const document = sound();
    const { servers: _, ...rest } = document;
    expect(await problems(rest)).toContainEqual(
      expect.stringMatching(/^shop\.yaml:\d+ {2}.*Redocly: no-empty-servers/),
    );
  });
});
