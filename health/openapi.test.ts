import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureCodes } from './contract/failureCodes.ts';
import { makeDocument, renderDocument } from './openapi/document.ts';

const committed = readFileSync(path.join(import.meta.dirname, '..', 'openapi', 'health.yaml'), 'utf8');

describe('openapi/health.yaml', () => {
  it('is what the contract gives', () => {
    expect(committed === renderDocument(), 'stale: run node health/openapi.ts').toBe(true);
  });

  it('reads the same in YAML 1.1 and 1.2, so no date is taken for anything but text', () => {
    expect(parse(committed, { version: '1.1' })).toEqual(parse(committed));
  });

  it('has an example for every failure code', () => {
    for (const code of failureCodes) expect(committed).toMatch(new RegExp(`code: ${code}\\b`));
  });

  it('describes every property and gives every operation an id of its own', () => {
    const document = makeDocument();
    expect(undescribed(document.components.schemas, 'schemas')).toEqual([]);
    const ids = Object.values(document.paths).map(
      (path) => JSON.stringify(path).match(/"operationId":"(\w+)"/)?.[1],
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('refers to nothing that is not there', () => {
    const document = makeDocument();
    const known = (kind: 'schemas' | 'responses') => Object.keys(document.components[kind]);
    const names = [
      ...known('schemas').map((id) => `schemas/${id}`),
      ...known('responses').map((id) => `responses/${id}`),
    ];
    const used = [...committed.matchAll(/#\/components\/([\w/]+)/g)].map(([, name]) => name);
    expect(used.filter((name) => name === undefined || !names.includes(name))).toEqual([]);
  });
});

/** Paths of schema properties without a description. */
function undescribed(node: unknown, path: string): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const found = Object.entries(node).flatMap(([key, value]) => undescribed(value, `${path}/${key}`));
  if (!('properties' in node) || typeof node.properties !== 'object' || node.properties === null)
    return found;
  const missing = Object.entries(node.properties).filter(([, property]) => !('description' in property));
  return [...found, ...missing.map(([key]) => `${path}/${key}`)];
}
