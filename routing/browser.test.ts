import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** Modules that the documentation loads in the browser. */
const ENTRIES = ['compile.ts', 'describe.ts', 'table.ts', 'checkExpectations.ts', 'request.ts'];
const IMPORT = /^(?:import|export) (?!type )[^;]*? from '([^']+)';/gms;

/** Everything that a module imports at run time, directly or not. */
async function importsOf(file: URL, seen = new Set<string>()): Promise<Set<string>> {
  const text = await readFile(file, 'utf8');
  for (const [, name = ''] of text.matchAll(IMPORT)) {
    const target = name.startsWith('.') ? new URL(name, file).href : name;
    if (seen.has(target)) continue;
    seen.add(target);
    if (name.startsWith('.')) await importsOf(new URL(target), seen);
  }
  return seen;
}

describe('modules for the browser', () => {
  it.each(ENTRIES)('%s needs neither Node nor a package', async (entry) => {
    const imports = await importsOf(new URL(entry, import.meta.url));
    expect([...imports].filter((name) => !name.startsWith('file:'))).toEqual([]);
  });

  it('are told from those that do', async () => {
    const imports = await importsOf(new URL('load.ts', import.meta.url));
    expect(imports).toContain('node:fs/promises');
    expect(imports).toContain('zod');
  });
});
