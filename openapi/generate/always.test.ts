import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from './files.ts';

const [packages = ''] = globSync(path.join(import.meta.dirname, '../../.venv/lib/python3*/site-packages'));

/** Lines of a function, given as `name` or `Class.name`, until the next one of its level; empty when there is none. */
function sourceOf(file: string, name: string): string {
  const [method = '', owner] = name.split('.').reverse();
  const text = readFileSync(path.join(packages, file), 'utf8');
  const start = owner === undefined ? 0 : text.indexOf(`class ${owner}`);
  const found = new RegExp(`^( *)def ${method}\\([\\s\\S]*?(?=^\\1(?:def|class|@)|(?![\\s\\S]))`, 'm');
  return start === -1 ? '' : (found.exec(text.slice(start))?.[0] ?? '');
}

describe('fields that are always there', () => {
  it.each([...sources().descriptions.always])('%s: their source sets them', (_, { value }) => {
    const [file = '', name = ''] = value.source.split(' ');
    const text = sourceOf(file, name);
    expect(value.fields.filter((field) => !new RegExp(`\\b${field}\\b`).test(text))).toEqual([]);
  });
});
