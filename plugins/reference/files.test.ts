import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { testFolder } from '../../machine/testing/folder.ts';
import { writeDocument } from './files.ts';

const folder = await testFolder('raw');

describe('writeDocument', () => {
  it('keeps the bytes of the YAML, comments included, and says the same in JSON', async () => {
    const yaml = '# Generated.\nopenapi: 3.1.0\ninfo: { title: "Käse" }\n';
    await writeDocument({ name: 'health', yaml, data: parse(yaml) }, folder);
    expect(await readFile(path.join(folder, 'openapi/health.yaml'), 'utf8')).toBe(yaml);
    const json: unknown = JSON.parse(await readFile(path.join(folder, 'openapi/health.json'), 'utf8'));
    expect(json).toEqual({ openapi: '3.1.0', info: { title: 'Käse' } });
  });
});
