import { describe, expect, it } from 'vitest';
import { sources } from '../generate/files.ts';
import type { Inventory } from '../generate/inventory.ts';
import { addRelease, compareVersions, forgetRemoved, minor, Releases, type Since } from './since.ts';

const { inventory, since } = sources();
const releases = new Releases(since);

describe('the committed since.json', () => {
  it('knows releases in their order, one for each minor release, up to the pinned one', () => {
    expect(since.releases).toEqual([...since.releases].sort(compareVersions));
    expect(new Set(since.releases.map(minor)).size).toBe(since.releases.length);
    expect(since.releases.at(-1)).toBe(inventory.mlflow);
  });

  it('names only what the pinned release has, by releases that it knows', () => {
    expect(forgetRemoved(since, inventory)).toEqual(since);
    const { operations, fields, enumValues } = since;
    const tables = [operations, ...Object.values(fields), ...Object.values(enumValues)];
    const named = new Set(tables.flatMap((table) => Object.values(table)));
    const known = since.releases.map(minor);
    expect([...named].filter((release) => !known.includes(release))).toEqual([]);
  });

  it('is what reading the pinned release once more makes', () => {
    expect(addRelease(since, inventory, inventory)).toEqual(since);
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

const operation = {
  method: 'GET' as const,
  rpc: 'a',
  service: 'S',
  request: 'A',
  response: 'A',
  visibility: 'PUBLIC',
};

/** A release that answers these paths, whose message `A` has these fields, and whose enum `E` these values. */
function release(mlflow: string, paths: string[], fields: string[], values: string[]): Inventory {
  return {
    mlflow,
    operations: paths.map((path) => ({ ...operation, path, handler: '_a' })),
    messages: { A: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])) },
    enums: { E: values },
  };
}

const first = release('3.4.0', ['/old'], ['old', 'gone'], ['OLD']);
const START: Since = { releases: ['3.4.0'], operations: {}, fields: {}, enumValues: {} };

describe('addRelease', () => {
  it('notes what a release brings, and nothing that the one before has', () => {
    const next = release('3.5.1', ['/old', '/new'], ['old', 'new'], ['OLD', 'NEW']);
    expect(addRelease(START, first, next)).toEqual({
      releases: ['3.4.0', '3.5.1'],
      operations: { 'GET /new': '3.5' },
      fields: { A: { new: '3.5' } },
      enumValues: { E: { NEW: '3.5' } },
    });
  });

  it('counts an operation from the release that first answers it', () => {
    const declared = { ...operation, path: '/late' };
    const before = { ...first, operations: [...first.operations, declared] };
    const next = release('3.5.0', ['/old', '/late'], [], []);
    expect(addRelease(START, before, next).operations).toEqual({ 'GET /late': '3.5' });
  });

  it('remembers a release in between that was never pinned', () => {
    const between = release('3.5.0', ['/old', '/new'], ['old'], ['OLD']);
    const pinned = release('3.6.0', ['/old', '/new', '/newer'], ['old'], ['OLD']);
    const since = addRelease(addRelease(START, first, between), first, pinned);
    expect(since.operations).toEqual({ 'GET /new': '3.5', 'GET /newer': '3.6' });
  });

  it('replaces an older patch release', () => {
    const patch = release('3.4.2', ['/old', '/new'], ['old'], ['OLD']);
    expect(addRelease(START, first, patch)).toMatchObject({
      releases: ['3.4.2'],
      operations: { 'GET /new': '3.4' },
    });
  });

  it.each([
    ['3.6.0', 'MLflow 3.6.0 skips 3.5.'],
    ['3.3.9', 'MLflow 3.3.9 is older than 3.4.0'],
  ])('refuses %s after 3.4.0', (version, message) => {
    expect(() => addRelease(START, first, { ...first, mlflow: version })).toThrow(message);
  });

  it('follows a release with the first one of the next major version', () => {
    expect(addRelease(START, first, { ...first, mlflow: '4.0.0' }).releases).toEqual(['3.4.0', '4.0.0']);
  });
});

describe('forgetRemoved', () => {
  it('leaves out what a release took away', () => {
    const next = release('3.5.0', ['/old', '/new'], ['old', 'new'], ['OLD']);
    const since = addRelease(START, first, next);
    expect(forgetRemoved(since, release('3.6.0', ['/old'], ['new'], []))).toEqual({
      ...START,
      releases: ['3.4.0', '3.5.0'],
      fields: { A: { new: '3.5' } },
    });
  });
});
