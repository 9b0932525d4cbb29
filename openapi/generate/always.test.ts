import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from './files.ts';

const [packages = ''] = globSync(path.join(import.meta.dirname, '../../.venv/lib/python3*/site-packages'));

/** Lines of a function, a method or a class, given as `name` or `Class.name`; empty when there is none. */
function sourceOf(file: string, name: string): string {
  const [last = '', owner] = name.split('.').reverse();
  const text = readFileSync(path.join(packages, file), 'utf8');
  const start = owner === undefined ? 0 : text.search(new RegExp(`^class ${owner}\\b`, 'm'));
  // Until the next one of its level.
  const end = '(?=^\\1(?:async|def|class|@)|(?![\\s\\S]))';
  const found = new RegExp(`^( *)(?:async )?(?:def|class) ${last}\\b[\\s\\S]*?${end}`, 'm');
  return start === -1 ? '' : (found.exec(text.slice(start))?.[0] ?? '');
}

describe('fields that are always there', () => {
  it.each([...sources().descriptions.always])('%s: their source sets them', (_, { value }) => {
    const [file = '', name = ''] = value.source.split(' ');
    const text = sourceOf(file, name);
    expect(value.fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(text))).toEqual([]);
  });
});
