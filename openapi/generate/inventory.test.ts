import { describe, expect, it } from 'vitest';
import { INVENTORIES } from './files.ts';
import { compareVersions, loadInventories, Releases } from './inventory.ts';

const inventories = loadInventories(INVENTORIES);
const releases = new Releases(inventories);

describe('inventories', () => {
  it('are in the order of the releases, not of the file names', () => {
    const versions = inventories.map(({ mlflow }) => mlflow);
    expect(versions).toEqual([...versions].sort(compareVersions));
    expect(versions.indexOf('3.10.1')).toBeGreaterThan(versions.indexOf('3.9.0'));
  });

  it('hold the URL map of the server for the pinned release only', () => {
    expect(inventories.at(-1)?.routes?.length).toBeGreaterThan(300);
    expect(inventories.slice(0, -1).every(({ routes }) => routes === undefined)).toBe(true);
  });
});

describe('since', () => {
  it('names the first release that answers an operation', () => {
    expect(releases.operation('GET', '/api/3.0/mlflow/traces/get')).toBe('3.7');
  });

  it('is undefined for what the oldest release has already', () => {
    expect(releases.operation('POST', '/api/2.0/mlflow/experiments/create')).toBeUndefined();
  });

  it('does not count a declaration without a handler', () => {
    expect(releases.operation('GET', '/api/2.0/mlflow/unified-traces')).toBeUndefined();
  });
});
