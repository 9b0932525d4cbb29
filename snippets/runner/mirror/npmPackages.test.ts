import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALLOWED_PACKAGES, Lock, withDependencies } from './npmPackages.ts';

const LOCK = Lock.parse({
  packages: {
    '': { version: '0.1.0', dependencies: { a: '^1.0.0' } },
    'node_modules/a': {
      version: '1.0.0',
      dependencies: { b: '^1.0.0' },
      peerDependencies: { c: '*', d: '*' },
      peerDependenciesMeta: { d: { optional: true } },
    },
    'node_modules/a/node_modules/b': { version: '1.5.0', dependencies: { '@s/e': '*' } },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '3.0.0', dependencies: { a: '^1.0.0' } },
    'node_modules/d': { version: '4.0.0' },
    'node_modules/@s/e': { version: '5.0.0', dependencies: { b: '^2.0.0' } },
  },
});

describe('withDependencies', () => {
  it('finds each package where Node finds it, in every version that is needed, without optional peers', () => {
    const found = withDependencies(['a'], LOCK).map(({ name, version }) => `${name}@${version}`);
    expect(found).toEqual(['@s/e@5.0.0', 'a@1.0.0', 'b@1.5.0', 'b@2.0.0', 'c@3.0.0']);
  });

  it('refuses what the project does not have', () => {
    expect(() => withDependencies(['z'], LOCK)).toThrow('z is not installed. Pin it in package.json.');
  });

  it('knows the allowed packages, all pinned in package.json', () => {
    const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
    const { dependencies, devDependencies } = read('package.json');
    const pinned: Record<string, string> = { ...dependencies, ...devDependencies };
    const found = withDependencies(ALLOWED_PACKAGES, Lock.parse(read('package-lock.json')));
    for (const name of ALLOWED_PACKAGES)
      expect(found).toContainEqual({ name, version: pinned[name], folder: `node_modules/${name}` });
  });
});
