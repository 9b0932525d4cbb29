import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReference } from './reading.ts';
import { compareReleases, documentOfRelease, knownReleases } from './versions.ts';

const SITE = path.join(import.meta.dirname, '..', '..');

describe('compareReleases', () => {
  it.each([
    ['3.9', '3.10', -1],
    ['3.10', '3.9', 1],
    ['3.4 or earlier', '3.4', 0],
    ['4.0', '3.17', 1],
  ])('%s and %s', (a, b, sign) => {
    expect(Math.sign(compareReleases(a, b))).toBe(sign);
  });
});

describe('documentOfRelease', () => {
  const data = {
    info: { version: '3.17.2' },
    paths: {
      '/old': {
        get: { 'x-mlflow-since': '3.4 or earlier', parameters: [{ name: 'p', 'x-mlflow-since': '3.9' }] },
      },
      '/new': { post: { 'x-mlflow-since': '3.10', body: { $ref: '#/components/schemas/New' } } },
      '/uses': { get: { $ref: '#/components/schemas/Kept' } },
    },
    components: {
      schemas: {
        New: { properties: {} },
        Kept: {
          required: ['a', 'b'],
          properties: { a: { type: 'string' }, b: { type: 'string', 'x-mlflow-since': '3.10' } },
        },
      },
    },
  };

  it('leaves out what came later, and schemas that only that used', () => {
    expect(documentOfRelease(data, '3.9')).toEqual({
      info: { version: '3.9' },
      paths: {
        '/old': data.paths['/old'],
        '/uses': data.paths['/uses'],
      },
      components: { schemas: { Kept: { required: ['a'], properties: { a: { type: 'string' } } } } },
    });
  });

  it('has more operations for each release of ours', () => {
    const source = readReference(SITE).documents.mlflow.data;
    const counts = knownReleases(SITE).map(
      (release) => Object.keys(Object(documentOfRelease(source, release).paths)).length,
    );
    expect(counts.length).toBeGreaterThan(10);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts[0]).toBeLessThan(counts.at(-1) ?? 0);
  }, 60_000);
});
