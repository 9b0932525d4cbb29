import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeDocument } from './files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'raw-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('writeDocument', () => {
  it('keeps the bytes of the YAML, comments included, and says the same in JSON', async () => {
    const yaml = '# Generated.\nopenapi: 3.1.0\ninfo: { title: "Käse" }\n';
    await writeDocument({ name: 'health', yaml, data: parse(yaml) }, folder);
    expect(await readFile(path.join(folder, 'openapi/health.yaml'), 'utf8')).toBe(yaml);
    const json: unknown = JSON.parse(await readFile(path.join(folder, 'openapi/health.json'), 'utf8'));
    expect(json).toEqual({ openapi: '3.1.0', info: { title: 'Käse' } });
  });
});
