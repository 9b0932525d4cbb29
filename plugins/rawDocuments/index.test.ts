import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDocument } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'raw-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('writeDocument', () => {
  it('keeps the bytes of the YAML, comments included, and says the same in JSON', async () => {
    const yaml = '# Generated.\nopenapi: 3.1.0\ninfo: { title: "Käse" }\n';
    const source = path.join(folder, 'source.yaml');
    await writeFile(source, yaml);
    await writeDocument(source, 'health', folder);
    expect(await readFile(path.join(folder, 'openapi/health.yaml'), 'utf8')).toBe(yaml);
    const json: unknown = JSON.parse(await readFile(path.join(folder, 'openapi/health.json'), 'utf8'));
    expect(json).toEqual({ openapi: '3.1.0', info: { title: 'Käse' } });
  });
});
